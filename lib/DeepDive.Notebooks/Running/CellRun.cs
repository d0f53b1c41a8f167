using DeepDive.Notebooks.Documents;
using DeepDive.Notebooks.Kernel;

namespace DeepDive.Notebooks.Running;

/// <summary>A cell and what came of it.</summary>
public sealed class CellRun
{
    internal CellRun(Cell cell, int index, INotebookObserver observer)
    {
        (Cell, Index) = (cell, index);
        Recorder = new CellRecorder(this, observer);
    }

    /// <summary>The cell.</summary>
    public Cell Cell { get; }

    /// <summary>Its place in the notebook, from 0.</summary>
    public int Index { get; }

    /// <summary>How far it got.</summary>
    public CellStatus Status { get; internal set; }

    /// <summary>How long it ran.</summary>
    public TimeSpan Duration { get; internal set; }

    /// <summary>Why it failed, or null.</summary>
    public CellError? Error { get; internal set; }

    /// <summary>What it has shown so far, in order.</summary>
    public IReadOnlyList<CellOutput> Outputs => Recorder.Outputs;

    internal CellRecorder Recorder { get; }
}
