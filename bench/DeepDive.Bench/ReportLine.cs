using System.Globalization;
using DeepDive.Bench.Rivals;

namespace DeepDive.Bench;

/// <summary>A line of the table: a workload beside one rival in its fastest setting.</summary>
internal sealed class ReportLine
{
    public static IReadOnlyList<string> Headings { get; } =
        ["row", "ours: median (min)", "beside", "its median (min)", "ratio of medians (minima)", "target", ""];

    private readonly RowResult _row;
    private readonly RivalResult? _rival;
    private readonly Target? _target;

    private ReportLine(RowResult row, string? rival)
    {
        _row = row;
        var settings = row.Rivals.Where(result => result.Name == rival).ToArray();
        _rival = settings.Where(result => result.Samples.Seconds.Count > 0).MinBy(result => result.Samples.Median) ?? settings.FirstOrDefault();
        _target = Targets.All.FirstOrDefault(target => target.Row == row.Row && target.Rival == rival);
    }

    /// <summary>One line a rival, or one if nothing was measured.</summary>
    public static IEnumerable<ReportLine> Of(RowResult row) => row.Problem is not null
        ? [new ReportLine(row, rival: null)]
        : row.Rivals.Select(rival => rival.Name).Distinct().Select(rival => new ReportLine(row, rival));

    /// <summary>Whether the target is missed by more than is allowed, or an answer is wrong.</summary>
    public bool IsMissed => _row.Problem?.StartsWith("wrong", StringComparison.Ordinal) == true || Ratio < Targets.Slack * _target?.Ratio;

    /// <summary>Rival's median by ours, or null if either is missing.</summary>
    public double? Ratio => HasRatio ? _rival!.Samples.Median / _row.Ours.Median : null;

    public IReadOnlyList<string> Cells =>
    [
        _row.Row,
        _row.Problem is null ? TimesText(_row.Ours) : IsMissed ? "wrong answer" : "not measured",
        _rival is null ? "" : $"{_rival.Name}, {_rival.Setting}",
        _rival is null ? "" : _rival.Problem ?? TimesText(_rival.Samples),
        HasRatio ? $"{RatioText(Ratio!.Value)} ({RatioText(_rival!.Samples.Min / _row.Ours.Min)})" : "",
        _target is null ? "" : $"≥ {RatioText(_target.Ratio)}",
        Verdict,
    ];

    private bool HasRatio => _rival?.Samples.Seconds.Count > 0 && _row.Ours.Seconds.Count > 0;

    private string Verdict =>
        _target is null || Ratio is null ? ""
        : Ratio >= _target.Ratio ? "met"
        : IsMissed ? "MISSED" : "within 10 %";

    private string RatioText(double ratio) => _rival!.Name == FmaPeak.RivalName
        ? ratio.ToString("P0", CultureInfo.InvariantCulture)
        : ratio.ToString(ratio < 10 ? "0.00" : "0.0", CultureInfo.InvariantCulture) + " ×";

    private static string TimesText(Samples samples) => $"{TimeText(samples.Median)} ({TimeText(samples.Min)})";

    private static string TimeText(double seconds) => seconds switch
    {
        < 1e-3 => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1e6:0.0} µs"),
        < 1 => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1e3:0.00} ms"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.00} s"),
    };
}
