using DeepDive.Notebooks.Documents;
using DeepDive.Notebooks.Parameters;

namespace DeepDive.Notebooks.Running;

/// <summary>A notebook and what came of running it.</summary>
public sealed class NotebookRun
{
    internal NotebookRun(Notebook notebook, IReadOnlyList<ParameterValue> parameters, RunOptions options, INotebookObserver observer)
    {
        (Notebook, Parameters, Options) = (notebook, parameters, options);
        Cells = [.. notebook.Cells.Select((cell, index) => new CellRun(cell, index, observer))];
    }

    /// <summary>The notebook.</summary>
    public Notebook Notebook { get; }

    /// <summary>Every parameter with the value that was used.</summary>
    public IReadOnlyList<ParameterValue> Parameters { get; }

    /// <summary>How it was run.</summary>
    public RunOptions Options { get; }

    /// <summary>Every cell, in order.</summary>
    public IReadOnlyList<CellRun> Cells { get; }

    /// <summary>When it began.</summary>
    public DateTimeOffset Started { get; } = DateTimeOffset.Now;

    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; internal set; }

    /// <summary>Failed if any cell failed, cancelled if the run was cancelled, else succeeded once it ended.</summary>
    public CellStatus Status { get; internal set; }

    /// <summary>The first error, or null.</summary>
    public CellError? Error => Cells.Select(cell => cell.Error).FirstOrDefault(error => error is not null);
}
