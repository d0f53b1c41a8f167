using System.Diagnostics;
using DeepDive.Notebooks.Running;

namespace DeepDive.Cli.Watching;

/// <summary>One line that is written over: how far the notebook and its running cell are, and how long it may still take.</summary>
internal sealed class LiveWatcher : Watcher
{
    private const string ClearToEnd = "\e[K";
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(250);

    // Console.Out is the notebook's while a cell runs.
    private readonly TextWriter _out = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true };
    private readonly Stopwatch _sinceCell = new();
    private readonly Lock _lock = new();
    private readonly Timer _timer;
    private NotebookRun? _run;
    private CellRun? _cell;
    private string _text = "";
    private double _fraction;

    public LiveWatcher() => _timer = new Timer(_ => Draw(), null, s_interval, s_interval);

    public override void NotebookStarted(NotebookRun run) => _run = run;

    public override void CellStarted(CellRun cell)
    {
        lock (_lock) (_cell, _text, _fraction) = (cell, "", 0);
        _sinceCell.Restart();
    }

    public override void Progress(CellRun cell, string text, double fraction)
    {
        lock (_lock) (_text, _fraction) = (text, fraction);
    }

    public override void CellFinished(CellRun cell)
    {
    }

    public override void NotebookFinished(NotebookRun run)
    {
        lock (_lock)
        {
            _cell = null;
            _out.WriteLine($"\r{ClearToEnd}{Verdict(run)}");
        }
    }

    public override void Dispose()
    {
        _timer.Dispose();
        _out.Dispose();
    }

    private void Draw()
    {
        lock (_lock)
        {
            if (_run is null || _cell is null) return;
            var line = $"{_run.Notebook.Name} [{_cell.Index + 1}/{_run.Cells.Count}] {Clock(DateTimeOffset.Now - _run.Started)}  {SectionOf(_run, _cell)}{Inside()}";
            var width = Math.Max(20, Console.WindowWidth - 1);
            _out.Write($"\r{(line.Length > width ? line[..width] : line)}{ClearToEnd}");
        }
    }

    private string Inside()
    {
        if (_text.Length == 0) return "";
        var left = TimeLeft.After(_sinceCell.Elapsed, _fraction) is { } time ? $", {Clock(time)} left" : "";
        return $": {_text} ({_fraction:P0}{left})";
    }
}
