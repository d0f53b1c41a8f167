using System.Globalization;

namespace DeepDive.Bench.Apart;

/// <summary>The peak of one case's memory beside the most that it may be.</summary>
/// <param name="Row">Name of the row.</param>
/// <param name="Title">What is measured.</param>
/// <param name="Bytes">Measured, or null where the system does not say.</param>
/// <param name="MostBytes">Target.</param>
internal sealed record MemoryLine(string Row, string Title, long? Bytes, long MostBytes)
{
    private const long Megabyte = 1_000_000;

    private static readonly (string Row, string Title, StudyCase Study, bool AboveBase, long Most)[] s_rows =
    [
        ("memory-train-8", "whole process that trains depth 8", new(StudyCase.Training, Depth: 8), false, 150 * Megabyte),
        ("memory-ntk-2000", "tangent kernel of 2000 rows, above the process's base", new(StudyCase.Kernel), true, 120 * Megabyte),
    ];

    /// <summary>Rows whose name begins with a prefix.</summary>
    public static IEnumerable<(string Row, string Title)> Find(string prefix) =>
        s_rows.Where(row => row.Row.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)).Select(row => (row.Row, row.Title));

    public static MemoryLine Measure(string name)
    {
        var (row, title, study, aboveBase, most) = s_rows.Single(one => one.Row == name);
        var result = ApartCommand.Start(study, seconds: 0);
        return new MemoryLine(row, title, aboveBase ? result.PeakBytes - result.BaseBytes : result.PeakBytes, most);
    }

    /// <summary>Whether it is more than a tenth above the target.</summary>
    public bool IsMissed => Bytes > MostBytes / Targets.Slack;

    public string Text => string.Create(CultureInfo.InvariantCulture, $"{Row}: {Title}: {MeasuredText}; target ≤ {MostBytes / Megabyte} MB{Verdict}");

    private string MeasuredText => Bytes is { } bytes ? string.Create(CultureInfo.InvariantCulture, $"{(double)bytes / Megabyte:0} MB") : "not measured (the system does not say)";

    private string Verdict => Bytes is null ? "" : IsMissed ? ", MISSED" : Bytes <= MostBytes ? ", met" : ", within 10 %";
}
