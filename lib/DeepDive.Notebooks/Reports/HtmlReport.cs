using System.Globalization;
using DeepDive.Notebooks.Display;
using DeepDive.Notebooks.Running;

namespace DeepDive.Notebooks.Reports;

/// <summary>A run as one HTML page that needs nothing beside it and no network.</summary>
public static class HtmlReport
{
    /// <summary>Writes the page; a failed run's page shows the error where it happened.</summary>
    /// <param name="run">The run.</param>
    /// <param name="path">File to write.</param>
    /// <param name="indexLink">Address of the index page to link to, or null if there is none.</param>
    public static void Write(NotebookRun run, string path, string? indexLink = null)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        AtomicFile.Write(path, Render(run, indexLink));
    }

    internal static string Render(NotebookRun run, string? indexLink)
    {
        var cells = new ReportCells(run);
        var title = run.Notebook.Title;
        return ReportPage.Write(title, $"""
            {ReportPage.Controls(hasCode: true)}<div class="page">
            {Contents(cells.Headings, indexLink)}<main>
            <header class="lead">
            <p class="kicker">{Escape.Html(Kicker(run, cells))}</p>
            <h1>{Escape.Html(title)}</h1>
            {Failure(run)}{ClaimHtml.Summary(cells.Claims)}</header>
            {cells.Html}{RunFacts.Foot(run)}</main>
            </div>
            """, cells.Assets);
    }

    private static string Kicker(NotebookRun run, ReportCells cells)
    {
        string[] parts =
        [
            run.Started.ToString("d MMMM yyyy", CultureInfo.InvariantCulture),
            $"ran {ReportPage.Duration(run.Duration)}",
            run.Options.Quick ? "quick preset" : "",
            ClaimHtml.Count(cells.Claims) is { Length: > 0 } count ? $"claims: {count}" : "",
        ];
        return string.Join(" · ", parts.Where(part => part.Length > 0));
    }

    private static string Failure(NotebookRun run)
    {
        if (run.Status == CellStatus.Cancelled) return "<p class=\"error\">The run was cancelled; what had finished is below.</p>\n";
        var failed = run.Cells.Where(cell => cell.Status == CellStatus.Failed).ToList();
        if (failed.Count == 0) return "";
        var links = failed.Select(cell => $"<a href=\"#error-{cell.Index + 1}\">cell {cell.Index + 1}</a>");
        return $"<p class=\"error\">This run failed in {string.Join(", ", links)}.</p>\n";
    }

    private static string Contents(IReadOnlyList<ReportHeading> headings, string? indexLink)
    {
        var listed = headings.Where(heading => heading.Level is 2 or 3).ToList();
        if (listed.Count == 0 && indexLink is null) return "<div></div>\n";
        var home = indexLink is null ? "" : $"<li class=\"home\"><a href=\"{Escape.Html(indexLink)}\">← All reports</a></li>";
        var items = listed.Select(heading => $"<li class=\"level-{heading.Level}\"><a href=\"#{Escape.Html(heading.Anchor)}\">{Escape.Html(heading.Text)}</a></li>");
        return $"<nav class=\"contents\" aria-label=\"Contents\"><details open><summary>Contents</summary><ol>{home}{string.Concat(items)}</ol></details></nav>\n";
    }
}
