using DeepDive.Notebooks.Running;

namespace DeepDive.Cli.Watching;

/// <summary>Shows a run to whoever waits for it.</summary>
internal abstract class Watcher : INotebookObserver, IDisposable
{
    /// <summary>A live view on a terminal, plain lines where the output goes to a file or a log.</summary>
    /// <param name="isVerbose">Whether all console text of cells is shown as it is written, and not that of the error stream alone.</param>
    public static Watcher Create(bool isVerbose)
    {
        var output = QueuedOutput.Standard();
        return Terminal.IsLive
            ? new LiveWatcher(Terminal.Over(output), isVerbose, () => output.HasRoom)
            : new PlainWatcher(output, QueuedOutput.StandardError(), isVerbose);
    }

    public abstract void NotebookStarted(NotebookRun run);

    public abstract void CellStarted(CellRun cell);

    public abstract void ConsoleWritten(CellRun cell, string text, bool isError);

    public abstract void Progress(CellRun cell, string text, double fraction);

    public abstract void CellFinished(CellRun cell);

    public abstract void NotebookFinished(NotebookRun run);

    public abstract void Dispose();

    /// <summary>How the run ended, in a line.</summary>
    protected static string Verdict(NotebookRun run) => run.Status switch
    {
        CellStatus.Succeeded => $"{run.Notebook.Name}: {run.Cells.Count} cells ran in {Clock(run.Duration)}",
        CellStatus.Cancelled => $"{run.Notebook.Name}: stopped after {Clock(run.Duration)}",
        _ => $"{run.Notebook.Name}: failed after {Clock(run.Duration)}: {ErrorOf(run.Error)}",
    };

    /// <summary>The first line of an error, or nothing.</summary>
    public static string ErrorOf(CellError? error) => Terminal.Printable(CellTitle.FirstLine(error?.Message ?? ""));

    public static string Clock(TimeSpan time) => time.TotalHours >= 1 ? $"{time:h\\:mm\\:ss}" : $"{time:m\\:ss}";
}
