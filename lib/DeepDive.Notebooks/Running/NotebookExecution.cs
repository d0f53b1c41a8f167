using System.Diagnostics;
using DeepDive.Notebooks.Documents;
using DeepDive.Notebooks.Kernel;
using DeepDive.Notebooks.Parameters;

namespace DeepDive.Notebooks.Running;

/// <summary>One run of a notebook, from its first cell to its last.</summary>
internal sealed class NotebookExecution : IDisposable
{
    private readonly NotebookRun _run;
    private readonly Cell? _parameterCell;
    private readonly INotebookObserver _observer;
    private readonly NotebookKernel _kernel;
    private readonly CellSession _session = new();

    public NotebookExecution(Notebook notebook, RunOptions options, INotebookObserver observer)
    {
        var parameters = ParameterList.Read(notebook);
        _observer = observer;
        _parameterCell = parameters.Cell;
        _run = new NotebookRun(notebook, parameters.Resolve(options.Overrides, options.Quick), options, observer);
        _kernel = new NotebookKernel(notebook);
    }

    public async Task<NotebookRun> RunAsync(CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var folder = Environment.CurrentDirectory;
        _session.Cancellation = cancellationToken;
        _run.Status = CellStatus.Running;
        _observer.NotebookStarted(_run);
        using (ConsoleRouter.Install())
        using (new ProgressRelay(_session))
        {
            try
            {
                if (Directory.Exists(_run.Notebook.Folder)) Environment.CurrentDirectory = _run.Notebook.Folder;
                await RunCellsAsync(cancellationToken);
            }
            finally
            {
                Environment.CurrentDirectory = folder;
            }
        }

        _run.Duration = clock.Elapsed;
        _run.Status = Overall();
        _observer.NotebookFinished(_run);
        return _run;
    }

    public void Dispose() => _kernel.Dispose();

    private async Task RunCellsAsync(CancellationToken cancellationToken)
    {
        foreach (var cell in _run.Cells)
        {
            if (cancellationToken.IsCancellationRequested)
            {
                cell.Status = CellStatus.Cancelled;
                return;
            }

            await RunCellAsync(cell, cancellationToken);
            if (cell.Status == CellStatus.Cancelled || (cell.Status == CellStatus.Failed && !_run.Options.ContinueOnError)) return;
        }
    }

    private async Task RunCellAsync(CellRun cell, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        cell.Status = CellStatus.Running;
        _observer.CellStarted(cell);
        _session.Cell = cell.Recorder;
        try
        {
            await Task.Run(() => ExecuteAsync(cell), CancellationToken.None).WaitAsync(cancellationToken);
            cell.Status = CellStatus.Succeeded;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            cell.Status = CellStatus.Cancelled;
        }
        catch (CellFailureException e)
        {
            (cell.Status, cell.Error) = (CellStatus.Failed, e.Error);
        }

        cell.Recorder.Close();
        _session.Cell = null;
        cell.Duration = clock.Elapsed;
        _observer.CellFinished(cell);
    }

    private async Task ExecuteAsync(CellRun cell)
    {
        _session.Enter();
        try
        {
            await _kernel.RunAsync(cell.Cell, NameOf(cell));
            if (cell.Cell != _parameterCell) return;
            var assignments = _run.Parameters.Where(value => value.IsOverride).Select(value => value.Assignment);
            await _kernel.RunSilentlyAsync(string.Join('\n', assignments));
        }
        catch (Exception e) when (e is not CellFailureException)
        {
            // A formatter of the notebook's own threw, or an imported file is wrong.
            throw new CellFailureException(RuntimeError.From(e, NameOf(cell)));
        }
    }

    // Stands in stack traces, so that a function of one cell that fails in another is told apart.
    private static string NameOf(CellRun cell) => $"cell {cell.Index + 1}";

    private CellStatus Overall() => _run.Cells switch
    {
        var cells when cells.Any(cell => cell.Status == CellStatus.Cancelled) => CellStatus.Cancelled,
        var cells when cells.Any(cell => cell.Status == CellStatus.Failed) => CellStatus.Failed,
        _ => CellStatus.Succeeded,
    };
}
