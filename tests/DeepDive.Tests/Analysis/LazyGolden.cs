using System.Text.Json;

namespace DeepDive.Tests.Analysis;

/// <summary>Lazy training and latent responses by NumPy (Golden/lazy.py), of the networks of <see cref="NtkGolden"/>.</summary>
internal sealed record LazyGolden(LazyGolden.Training[] Lazy, LazyGolden.Features Latent)
{
    public static LazyGolden Read()
    {
        using var stream = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Golden", "lazy.json"));
        return JsonSerializer.Deserialize<LazyGolden>(stream, JsonSerializerOptions.Web)!;
    }

    public sealed record Training(int[] Labels, double Rate, int[] Steps, double[][][] Outputs, double[][] Limit);

    public sealed record Features(int[] Labels, double[] Values, double[] Responses);
}
