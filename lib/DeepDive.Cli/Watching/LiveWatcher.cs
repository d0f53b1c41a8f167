using System.Diagnostics;
using DeepDive.Notebooks.Running;
using Spectre.Console;

namespace DeepDive.Cli.Watching;

/// <summary>A table of the cells that follows the run: what is done, how far the running cell is and how long it may still take, what failed.</summary>
internal sealed class LiveWatcher : Watcher
{
    private const int MostPending = 1000;
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(200);

    private readonly IAnsiConsole _console;
    private readonly LiveRegion _region;
    private readonly Func<bool> _hasRoom;
    private readonly ConsoleLines? _lines;
    private readonly ConsoleLines _errorLines;
    private readonly List<string> _pending = [];
    private readonly Stopwatch _sinceCell = new();
    private readonly Lock _lock = new();
    private readonly Timer _timer;
    private RunTable? _table;
    private string _text = "";
    private double _fraction;

    /// <param name="console">The terminal; closed at the end.</param>
    /// <param name="isVerbose">Whether all console text scrolls above the table, and not that of the error stream alone.</param>
    /// <param name="hasRoom">Whether the terminal keeps up; while it does not, nothing is drawn.</param>
    public LiveWatcher(IAnsiConsole console, bool isVerbose, Func<bool> hasRoom)
    {
        (_console, _region, _hasRoom) = (console, new LiveRegion(console), hasRoom);
        _errorLines = new ConsoleLines(_pending.Add, hasRoom);
        if (isVerbose) _lines = new ConsoleLines(_pending.Add, hasRoom);
        _timer = new Timer(_ => Draw(), null, s_interval, s_interval);
    }

    public override void NotebookStarted(NotebookRun run)
    {
        lock (_lock) _table = new RunTable(run, CellTitle.Of(run));
    }

    public override void CellStarted(CellRun cell)
    {
        lock (_lock) (_text, _fraction) = ("", 0);
        _sinceCell.Restart();
    }

    public override void ConsoleWritten(CellRun cell, string text, bool isError)
    {
        lock (_lock)
        {
            (isError ? _errorLines : _lines)?.Add(cell, text);
            if (_pending.Count >= MostPending) Draw();
        }
    }

    public override void Progress(CellRun cell, string text, double fraction)
    {
        lock (_lock) (_text, _fraction) = (Terminal.Printable(text), fraction);
    }

    public override void CellFinished(CellRun cell)
    {
        lock (_lock)
        {
            _lines?.End(cell);
            _errorLines.End(cell);
        }
    }

    public override void NotebookFinished(NotebookRun run)
    {
        lock (_lock)
        {
            _region.Leave(_pending, _table!.Over(_region.Width));
            _pending.Clear();
            _table = null;
        }
    }

    public override void Dispose()
    {
        _timer.Dispose();
        _console.Profile.Out.Writer.Dispose();
    }

    private void Draw()
    {
        lock (_lock)
        {
            if (_table is null || !_hasRoom()) return;
            _region.Draw(_pending, _table.Running(Inside(), _sinceCell.Elapsed, _region.Width, _region.Height));
            _pending.Clear();
        }
    }

    private string Inside()
    {
        if (_text.Length == 0) return "";
        var left = TimeLeft.After(_sinceCell.Elapsed, _fraction) is { } time ? $", {Clock(time)} left" : "";
        return $"{_fraction:P0}{left}: {_text}";
    }
}
