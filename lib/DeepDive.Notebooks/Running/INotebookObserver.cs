namespace DeepDive.Notebooks.Running;

/// <summary>Watches a run. Calls come one at a time, in order, from any thread; each may be left out.</summary>
public interface INotebookObserver
{
    /// <summary>The run begins; nothing has run yet.</summary>
    /// <param name="run">The run, with every cell waiting.</param>
    void NotebookStarted(NotebookRun run)
    {
    }

    /// <summary>A cell begins.</summary>
    /// <param name="cell">The cell.</param>
    void CellStarted(CellRun cell)
    {
    }

    /// <summary>A value was displayed.</summary>
    /// <param name="cell">The running cell.</param>
    /// <param name="position">Place among the cell's outputs, from 0.</param>
    /// <param name="output">What is shown.</param>
    void OutputAdded(CellRun cell, int position, CellOutput output)
    {
    }

    /// <summary>A displayed value was replaced.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="position">Place among the cell's outputs, from 0.</param>
    /// <param name="output">What is shown now.</param>
    void OutputUpdated(CellRun cell, int position, CellOutput output)
    {
    }

    /// <summary>Text was written to the console.</summary>
    /// <param name="cell">The running cell.</param>
    /// <param name="text">The new text only.</param>
    /// <param name="isError">Whether it went to the error stream.</param>
    void ConsoleWritten(CellRun cell, string text, bool isError)
    {
    }

    /// <summary>The code of the cell told how far it is.</summary>
    /// <param name="cell">The running cell.</param>
    /// <param name="text">What it does.</param>
    /// <param name="fraction">How much is done, from 0 to 1.</param>
    void Progress(CellRun cell, string text, double fraction)
    {
    }

    /// <summary>A cell ended, well or not.</summary>
    /// <param name="cell">The cell.</param>
    void CellFinished(CellRun cell)
    {
    }

    /// <summary>The run ended, well or not.</summary>
    /// <param name="run">The run.</param>
    void NotebookFinished(NotebookRun run)
    {
    }
}
