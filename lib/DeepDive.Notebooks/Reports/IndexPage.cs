using System.Globalization;
using DeepDive.Notebooks.Display;
using DeepDive.Notebooks.Running;
using DeepDive.Web;

namespace DeepDive.Notebooks.Reports;

/// <summary>The page that lists all reports and all claims, and claims.json beside it.</summary>
public static class IndexPage
{
    /// <summary>File name of the page.</summary>
    public const string FileName = "index.html";

    /// <summary>File name of the claims for other programs.</summary>
    public const string ClaimsFileName = "claims.json";

    private const int MostThumbnail = 300_000;

    /// <summary>Writes index.html and claims.json.</summary>
    /// <param name="entries">Every notebook, in the order to list.</param>
    /// <param name="folder">Folder to write to.</param>
    public static void Write(IReadOnlyList<IndexEntry> entries, string folder)
    {
        ArgumentNullException.ThrowIfNull(entries);
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        var claims = entries.SelectMany(entry => ClaimsOf(entry.Run).Select((claim, i) => new ListedClaim(entry, claim, i + 1))).ToList();
        AtomicFile.Write(Path.Combine(folder, ClaimsFileName), ClaimsFile.Write(claims.Select(item => (item.Entry.Run.Notebook.Name, item.Claim))));
        AtomicFile.Write(Path.Combine(folder, FileName), Render(entries, claims));
    }

    private static IEnumerable<Claim> ClaimsOf(NotebookRun run) => run.Cells
        .SelectMany(cell => cell.Outputs)
        .Where(output => output.Best.MimeType == MimeTypes.Claim)
        .Select(output => Claim.TryParse(output.Best.Content)).OfType<Claim>();

    private static string Render(IReadOnlyList<IndexEntry> entries, List<ListedClaim> claims)
    {
        var failed = entries.Count(entry => entry.Run.Status != CellStatus.Succeeded);
        var table = claims.Count == 0 ? "" : $"<h2>Claims</h2>\n{ClaimHtml.Table(claims)}";
        var parts = string.Concat(entries.Select(Item));
        return ReportPage.Write("Deep Dive: reports", $"""
            {ReportPage.Controls(hasCode: false)}<div class="page single"><main>
            <p class="kicker">{(failed == 0 ? $"{entries.Count} ran" : $"{entries.Count - failed} ran, {failed} did not finish")}{(claims.Count > 0 ? $" · claims: {ClaimHtml.Count(claims.Select(item => item.Claim))}" : "")}</p>
            <h1>Deep Dive: reports</h1>
            <ul class="parts">
            {parts}</ul>
            {table}</main></div>
            """, [ReportPage.Asset("page.js"), .. parts.Contains("class=\"thumbnail\"", StringComparison.Ordinal) ? [BrowserScripts.Plotly] : Array.Empty<string>(), ReportPage.Asset("index.js")]);
    }

    private static string Item(IndexEntry entry)
    {
        var run = entry.Run;
        var status = run.Status switch
        {
            CellStatus.Succeeded => "✓ ran",
            CellStatus.Cancelled => "cancelled",
            _ => "✗ failed",
        };
        var errors = string.Concat(run.Cells.Where(cell => cell.Error is not null).Select(cell => $"<p class=\"failed\"><a href=\"{Escape.Html(entry.Link)}#error-{cell.Index + 1}\">Cell {cell.Index + 1}</a>: {Escape.Html(cell.Error!.Message.Split('\n')[0])}</p>"));
        return $"""
            <li>{Thumbnail(run)}<div><a class="part" href="{Escape.Html(entry.Link)}">{Escape.Html(run.Notebook.Title)}</a>
            <p class="{(run.Status == CellStatus.Succeeded ? "" : "failed")}">{status} · {ReportPage.Duration(run.Duration)}{(run.Options.Quick ? " · quick preset" : "")}{(run.Options.Overrides.Count > 0 ? $" · {Escape.Html(string.Join(", ", run.Options.Overrides.Select(entry => $"{entry.Key}={entry.Value}")))}" : "")} · {run.Started.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)}</p>{errors}</div></li>

            """;
    }

    // The first figure that is light enough: the index has to stay small with any number of parts.
    private static string Thumbnail(NotebookRun run) => run.Cells
        .SelectMany(cell => cell.Outputs)
        .Where(output => output.Best.MimeType == MimeTypes.Plotly && output.Best.Content.Length < MostThumbnail)
        .Select(output => FigureHtml.TryWriteThumbnail(output.Best.Content))
        .FirstOrDefault(thumbnail => thumbnail is not null) ?? "<div class=\"thumbnail-none\"></div>";
}
