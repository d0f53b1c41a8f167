using DeepDive.Cli.Watching;
using DeepDive.Notebooks.Documents;
using DeepDive.Notebooks.Parameters;
using DeepDive.Notebooks.Running;

namespace DeepDive.Cli.Commands;

/// <summary>A notebook that is to run: its parameters are checked at once, then it runs under the eyes of whoever sits at the terminal.</summary>
internal sealed class NotebookJob(Notebook notebook, RunOptions options)
{
    private readonly IReadOnlyList<ParameterValue> _parameters = ParameterList.Read(notebook).Resolve(options.Overrides, options.Quick);

    public Notebook Notebook => notebook;

    /// <summary>Provides the data that the parameters name, so that what is missing is told before anything runs.</summary>
    public void ProvideData(CancellationToken cancellation) => DataNeeds.Provide(_parameters, cancellation);

    /// <param name="isVerbose">Whether the console text of cells is shown as it is written.</param>
    /// <param name="cancellation">Stops the run.</param>
    public async Task<NotebookRun> RunAsync(bool isVerbose, CancellationToken cancellation)
    {
        using var watcher = Watcher.Create(isVerbose);
        return await RunAsync(watcher, cancellation);
    }

    public async Task<NotebookRun> RunAsync(INotebookObserver observer, CancellationToken cancellation)
    {
        using var guard = new ExitGuard(notebook.Name);
        return await NotebookRunner.RunAsync(notebook, options, observer, cancellation);
    }

    /// <summary>Whether a page may be written: what a stopped run has to show never replaces a page that stands there already.</summary>
    public bool MayReplace(string page, NotebookRun run)
    {
        if (run.Status != CellStatus.Cancelled || !File.Exists(page)) return true;
        Console.WriteLine($"{notebook.Name}: stopped; {page} is left as it was");
        return false;
    }

    public static int ExitCodeOf(IReadOnlyCollection<NotebookRun> runs) =>
        runs.Any(run => run.Status == CellStatus.Cancelled) ? ExitCode.Interrupted
        : runs.Any(run => run.Status == CellStatus.Failed) ? ExitCode.CellFailed
        : ExitCode.Success;
}
