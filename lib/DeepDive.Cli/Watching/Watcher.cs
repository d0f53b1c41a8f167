using DeepDive.Notebooks.Running;

namespace DeepDive.Cli.Watching;

/// <summary>Shows a run to whoever waits for it.</summary>
internal abstract class Watcher : INotebookObserver, IDisposable
{
    /// <summary>A live line on a terminal, plain lines where the output goes to a file or a log.</summary>
    public static Watcher Create() => Console.IsOutputRedirected ? new PlainWatcher() : new LiveWatcher();

    public abstract void NotebookStarted(NotebookRun run);

    public abstract void CellStarted(CellRun cell);

    public abstract void Progress(CellRun cell, string text, double fraction);

    public abstract void CellFinished(CellRun cell);

    public abstract void NotebookFinished(NotebookRun run);

    public abstract void Dispose();

    /// <summary>What a cell is about: the last heading before it.</summary>
    protected static string SectionOf(NotebookRun run, CellRun cell) => run.Cells.Take(cell.Index + 1)
        .Where(other => other.Cell.IsMarkdown).SelectMany(other => other.Cell.Text.Split('\n'))
        .LastOrDefault(line => line.StartsWith('#'))?.TrimStart('#', ' ') ?? run.Notebook.Title;

    /// <summary>How the run ended, in a line.</summary>
    protected static string Verdict(NotebookRun run) => run.Status switch
    {
        CellStatus.Succeeded => $"{run.Notebook.Name}: {run.Cells.Count} cells ran in {Clock(run.Duration)}",
        CellStatus.Cancelled => $"{run.Notebook.Name}: stopped after {Clock(run.Duration)}",
        _ => $"{run.Notebook.Name}: failed after {Clock(run.Duration)}: {FirstLine(run.Error!.Message)}",
    };

    protected static string Clock(TimeSpan time) => time.TotalHours >= 1 ? $"{time:h\\:mm\\:ss}" : $"{time:m\\:ss}";

    protected static string FirstLine(string text) => text.Split('\n')[0].TrimEnd('\r');
}
