using DeepDive.Cli.Watching;
using DeepDive.Notebooks.Documents;
using DeepDive.Notebooks.Parameters;
using DeepDive.Notebooks.Running;

namespace DeepDive.Cli.Commands;

/// <summary>A notebook that is to run: checked first, then run under the eyes of whoever sits at the terminal.</summary>
internal sealed class NotebookJob(Notebook notebook, RunOptions options)
{
    public Notebook Notebook => notebook;

    /// <summary>Checks parameters and provides data, so that bad input is told before anything runs.</summary>
    public void Prepare(CancellationToken cancellation) =>
        DataNeeds.Provide(ParameterList.Read(notebook).Resolve(options.Overrides, options.Quick), cancellation);

    public async Task<NotebookRun> RunAsync(CancellationToken cancellation)
    {
        using var watcher = Watcher.Create();
        return await NotebookRunner.RunAsync(notebook, options, watcher, cancellation);
    }

    public static int ExitCodeOf(IReadOnlyCollection<NotebookRun> runs) =>
        runs.Any(run => run.Status == CellStatus.Cancelled) ? ExitCode.Interrupted
        : runs.Any(run => run.Status == CellStatus.Failed) ? ExitCode.CellFailed
        : ExitCode.Success;
}
