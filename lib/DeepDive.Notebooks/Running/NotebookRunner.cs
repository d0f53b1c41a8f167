using DeepDive.Notebooks.Documents;

namespace DeepDive.Notebooks.Running;

/// <summary>Runs notebooks.</summary>
public static class NotebookRunner
{
    /// <summary>Runs a notebook. While it runs, the process's working folder is the notebook's.</summary>
    /// <param name="notebook">The notebook.</param>
    /// <param name="options">How to run it.</param>
    /// <param name="observer">Who watches, or null.</param>
    /// <param name="cancellationToken">Stops the run within a second: the running cell is abandoned, its thread is not.</param>
    /// <returns>What came of it; a failed cell or a cancelled run is told by its status.</returns>
    /// <exception cref="NotebookInputException">A parameter is wrong; nothing has run.</exception>
    public static async Task<NotebookRun> RunAsync(Notebook notebook, RunOptions options, INotebookObserver? observer = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(notebook);
        ArgumentNullException.ThrowIfNull(options);
        using var execution = new NotebookExecution(notebook, options, observer ?? new NoObserver());
        return await execution.RunAsync(cancellationToken);
    }

    private sealed class NoObserver : INotebookObserver;
}
