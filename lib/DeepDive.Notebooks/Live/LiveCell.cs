using System.Diagnostics;
using DeepDive.Notebooks.Reports;
using DeepDive.Notebooks.Running;

namespace DeepDive.Notebooks.Live;

/// <summary>A cell of a run in another process, and what it has shown so far.</summary>
internal sealed class LiveCell(int index)
{
    /// <summary>A cell that shows more than this is a mistake, and would only choke the page.</summary>
    public const int MostOutputs = 1000;

    private readonly SortedDictionary<int, LiveOutput> _outputs = [];
    private long _started;
    private CellStatus _status;
    private double _seconds;
    private string _text = "";
    private double _fraction;
    private string? _error;
    private long _version = -1;

    public bool IsRunning => _status == CellStatus.Running;

    public void Apply(LiveEvent happening, long version)
    {
        switch (happening.Kind)
        {
            case LiveEventKind.CellStarted:
                (_status, _started, _version) = (CellStatus.Running, Stopwatch.GetTimestamp(), version);
                break;
            case LiveEventKind.Progress:
                (_text, _fraction, _version) = (happening.Text ?? "", Math.Clamp(happening.Fraction, 0, 1), version);
                break;
            case LiveEventKind.CellFinished:
                (_status, _seconds, _error, _version) = (happening.Status, happening.Seconds, happening.Html, version);
                break;
            case LiveEventKind.Output or LiveEventKind.Console when happening.Position is >= 0 and <= MostOutputs:
                Show(happening, version);
                break;
        }
    }

    /// <summary>The process is gone, and with it the cell that ran.</summary>
    public void Abandon(CellStatus status, long version)
    {
        if (IsRunning) (_status, _seconds, _version) = (status, Stopwatch.GetElapsedTime(_started).TotalSeconds, version);
    }

    public IEnumerable<LiveChange> Since(LiveCursor cursor)
    {
        if (_version > cursor.Version) yield return State();
        foreach (var (position, output) in _outputs)
            if (output.Version > cursor.Version) yield return output.Change(index, position, cursor);
    }

    private void Show(LiveEvent happening, long version)
    {
        if (!_outputs.TryGetValue(happening.Position, out var output)) _outputs[happening.Position] = output = new LiveOutput();
        if (happening.Position == MostOutputs) output.Set($"<p class=\"more\">The live page shows {MostOutputs} outputs of a cell; the report has all.</p>", version);
        else if (happening.Html is { } html) output.Set(html, version);
        else output.Append(happening.Text ?? "", happening.IsError, version);
    }

    private LiveChange State() => new("cell")
    {
        Cell = index,
        Status = _status.ToString().ToLowerInvariant(),
        Text = _text,
        Html = _error,
        Fraction = IsRunning && _text.Length > 0 ? _fraction : null,
        Time = !IsRunning ? ReportPage.Duration(TimeSpan.FromSeconds(_seconds))
            : TimeLeft.After(Stopwatch.GetElapsedTime(_started), _fraction) is { } left ? $"{ReportPage.Duration(left)} left" : null,
    };
}
