using System.Diagnostics;
using DeepDive.Notebooks.Running;

namespace DeepDive.Cli.Watching;

/// <summary>Plain lines: one when a section's code has run, and one every ten seconds within a long cell.</summary>
internal sealed class PlainWatcher : Watcher
{
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(10);

    // Console.Out is the notebook's while a cell runs.
    private readonly TextWriter _out = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true };
    private readonly Stopwatch _sinceLine = new();
    private NotebookRun? _run;

    public override void NotebookStarted(NotebookRun run)
    {
        _run = run;
        _out.WriteLine($"{run.Notebook.Name}: {run.Cells.Count} cells");
    }

    public override void CellStarted(CellRun cell) => _sinceLine.Restart();

    public override void Progress(CellRun cell, string text, double fraction)
    {
        if (_sinceLine.Elapsed < s_interval) return;
        _sinceLine.Restart();
        _out.WriteLine($"  [{cell.Index + 1}/{_run!.Cells.Count}] {fraction,4:P0}  {text}");
    }

    public override void CellFinished(CellRun cell)
    {
        if (cell.Cell.IsMarkdown) return;
        var state = cell.Status == CellStatus.Succeeded ? "" : $"  {cell.Status.ToString().ToLowerInvariant()}: {FirstLine(cell.Error?.Message ?? "")}";
        _out.WriteLine($"  [{cell.Index + 1}/{_run!.Cells.Count}] {cell.Duration.TotalSeconds,6:F1} s  {SectionOf(_run, cell)}{state}");
    }

    public override void NotebookFinished(NotebookRun run) => _out.WriteLine(Verdict(run));

    public override void Dispose() => _out.Dispose();
}
