using System.Text.Json;

namespace DeepDive.Tests.Data;

/// <summary>Files by NumPy and what they hold, written by Golden/npy.py.</summary>
internal sealed record NpyGolden(
    IReadOnlyList<NpyGolden.ArrayCase> Arrays,
    IReadOnlyList<NpyGolden.ArchiveCase> Archives,
    IReadOnlyList<NpyGolden.RefusedCase> Refused)
{
    public static NpyGolden Values { get; } = Read();

    private static NpyGolden Read()
    {
        using var stream = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Golden", "npy.json"));
        return JsonSerializer.Deserialize<NpyGolden>(stream, JsonSerializerOptions.Web)!;
    }

    internal sealed record ArrayCase(string Name, byte[] File, string Type, int[] Shape, double[] Values)
    {
        public override string ToString() => Name;
    }

    internal sealed record ArchiveCase(string Name, byte[] File, IReadOnlyDictionary<string, double[]> Arrays)
    {
        public override string ToString() => Name;
    }

    internal sealed record RefusedCase(string Name, byte[] File, string Reason)
    {
        public override string ToString() => Name;
    }
}
