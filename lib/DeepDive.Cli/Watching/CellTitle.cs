using DeepDive.Notebooks.Running;

namespace DeepDive.Cli.Watching;

/// <summary>What a cell of code is about, in a line.</summary>
internal static class CellTitle
{
    /// <summary>For each cell: the heading that leads to it, or its first line if another cell of code stands between.</summary>
    public static IReadOnlyList<string> Of(NotebookRun run)
    {
        var heading = run.Notebook.Title;
        var titles = new List<string>();
        foreach (var cell in run.Cells.Select(cell => cell.Cell))
        {
            if (cell.IsMarkdown) heading = HeadingOf(cell.Text) ?? heading;
            titles.Add(Terminal.Printable(heading ?? FirstLine(cell.Text)).Replace('\t', ' '));
            if (!cell.IsMarkdown) heading = null;
        }

        return titles;
    }

    /// <summary>The first line that says something.</summary>
    public static string FirstLine(string text) =>
        text.Split('\n').Select(line => line.Trim()).FirstOrDefault(line => line.Length > 0) ?? "";

    private static string? HeadingOf(string markdown) =>
        markdown.Split('\n').LastOrDefault(line => line.StartsWith('#'))?.TrimStart('#').Trim();
}
