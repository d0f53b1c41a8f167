using System.Diagnostics;
using DeepDive.Notebooks.Running;

namespace DeepDive.Cli.Watching;

/// <summary>Plain lines: one when a cell of code has run, one every ten seconds within a long cell, and its console text if asked for.</summary>
/// <remarks>What a cell writes to the error stream, such as a warning, goes to that of the command.</remarks>
internal sealed class PlainWatcher : Watcher
{
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(10);

    private readonly QueuedOutput _out;
    private readonly QueuedOutput _errors;
    private readonly ConsoleLines? _console;
    private readonly ConsoleLines _consoleErrors;
    private readonly Stopwatch _sinceLine = new();
    private IReadOnlyList<string> _titles = [];

    /// <param name="output">Where the lines go; closed at the end.</param>
    /// <param name="errors">Where cells' error streams go; closed at the end.</param>
    /// <param name="isVerbose">Whether other console text is shown, too.</param>
    public PlainWatcher(QueuedOutput output, QueuedOutput errors, bool isVerbose)
    {
        (_out, _errors) = (output, errors);
        _consoleErrors = new ConsoleLines(errors.WriteLine, () => errors.HasRoom);
        if (isVerbose) _console = new ConsoleLines(_out.WriteLine, () => _out.HasRoom);
    }

    public override void NotebookStarted(NotebookRun run)
    {
        _titles = CellTitle.Of(run);
        _out.WriteLine($"{run.Notebook.Name}: {run.Cells.Count} cells");
    }

    public override void CellStarted(CellRun cell) => _sinceLine.Restart();

    public override void ConsoleWritten(CellRun cell, string text, bool isError) => (isError ? _consoleErrors : _console)?.Add(cell, text);

    public override void Progress(CellRun cell, string text, double fraction)
    {
        if (_sinceLine.Elapsed < s_interval) return;
        _sinceLine.Restart();
        _out.WriteLine($"  {Place(cell)} {fraction,4:P0}  {Terminal.Printable(text)}");
    }

    public override void CellFinished(CellRun cell)
    {
        _console?.End(cell);
        _consoleErrors.End(cell);
        if (cell.Cell.IsMarkdown) return;
        var state = cell.Status == CellStatus.Succeeded ? "" : $"  {cell.Status.ToString().ToLowerInvariant()}: {ErrorOf(cell.Error)}";
        _out.WriteLine($"  {Place(cell)} {cell.Duration.TotalSeconds,6:F1} s  {_titles[cell.Index]}{state}");
    }

    public override void NotebookFinished(NotebookRun run) => _out.WriteLine(Verdict(run));

    public override void Dispose()
    {
        _out.Dispose();
        _errors.Dispose();
    }

    private string Place(CellRun cell) => $"[{cell.Index + 1}/{_titles.Count}]";
}
