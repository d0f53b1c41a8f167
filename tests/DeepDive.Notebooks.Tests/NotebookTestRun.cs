using DeepDive.Notebooks.Documents;
using DeepDive.Notebooks.Running;

namespace DeepDive.Notebooks.Tests;

/// <summary>Runs notebooks that a test writes down.</summary>
internal static class NotebookTestRun
{
    public static Task<NotebookRun> OfCells(params string[] cells) => Of(string.Concat(cells.Select(cell => $"#!csharp\n{cell}\n")));

    public static Task<NotebookRun> Of(string text, RunOptions? options = null, INotebookObserver? observer = null, CancellationToken cancellation = default) =>
        NotebookRunner.RunAsync(Notebook.Parse(text, Path.Combine(Path.GetTempPath(), "test.dib")), options ?? new RunOptions(), observer, cancellation);

    /// <summary>Everything the last cell shows, as text.</summary>
    public static async Task<string> Shown(params string[] cells)
    {
        var run = await OfCells(cells);
        Assert.True(run.Status == CellStatus.Succeeded, run.Error?.Message + run.Error?.Details);
        return string.Join('|', run.Cells[^1].Outputs.Select(output => output.Best.Content));
    }

    public static async Task<CellError> Error(params string[] cells) => (await OfCells(cells)).Error!;
}
