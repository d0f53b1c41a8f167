using System.Globalization;

namespace DeepDive.Bench.Apart;

/// <summary>The most memory that this process has held.</summary>
internal static class PeakMemory
{
    private const string Status = "/proc/self/status";
    private const string Field = "VmHWM:";
    private const long Kibibyte = 1024;

    /// <summary>Bytes resident at most so far, or null where the system does not say (it does on Linux).</summary>
    public static long? Bytes() => File.Exists(Status) && File.ReadLines(Status).FirstOrDefault(line => line.StartsWith(Field, StringComparison.Ordinal)) is { } line
        ? Kibibyte * long.Parse(line[Field.Length..].Replace("kB", "", StringComparison.Ordinal), NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture)
        : null;
}
