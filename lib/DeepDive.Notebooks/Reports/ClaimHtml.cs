using DeepDive.Notebooks.Display;

namespace DeepDive.Notebooks.Reports;

/// <summary>Claims as HTML: a card where the notebook shows one, and lists of all.</summary>
internal static class ClaimHtml
{
    public static string Card(Claim claim, int number) => $"""
        <section class="claim output {claim.Verdict}" id="claim-{number}" aria-label="Claim">
        <span class="verdict">{claim.VerdictText}</span>
        <p>{Escape.Html(claim.Statement)}</p>
        <dl>{ReportPage.Facts(("Expected", claim.Expected), ("Measured", claim.Measured), ("Seeds", claim.Seeds), ("Source", claim.Source))}</dl>
        </section>

        """;

    /// <summary>The page's own claims, each a link to its card.</summary>
    public static string Summary(IReadOnlyList<Claim> claims)
    {
        if (claims.Count == 0) return "";
        var items = claims.Select((claim, i) => $"""
            <li class="{claim.Verdict}"><span class="verdict">{claim.VerdictText}</span> <a href="#claim-{i + 1}">{Escape.Html(claim.Statement)}</a>
            <span class="value">{Escape.Html(claim.Measured)}{(claim.Expected.Length > 0 ? $" (expected {Escape.Html(claim.Expected)})" : "")}</span></li>

            """);
        return $"<details class=\"claims-summary\"><summary>Claims: {Count(claims)}</summary>\n<ul class=\"claims\" aria-label=\"Claims\">\n{string.Concat(items)}</ul></details>\n";
    }

    /// <summary>How many of each verdict, in words.</summary>
    public static string Count(IEnumerable<Claim> claims)
    {
        var counts = claims.CountBy(claim => claim.Verdict).ToDictionary();
        return string.Join(", ", Claim.Verdicts.Where(counts.ContainsKey).Select(verdict => $"{counts[verdict]} {verdict.Replace('-', ' ')}"));
    }

    /// <summary>Every claim of every notebook as a table.</summary>
    public static string Table(IReadOnlyList<ListedClaim> claims)
    {
        var rows = claims.Select(item => $"""
            <tr data-verdict="{item.Claim.Verdict}" data-part="{Escape.Html(item.Entry.Run.Notebook.Name)}"><td class="verdict {item.Claim.Verdict}">{item.Claim.VerdictText}</td><td><a href="{Escape.Html(item.Entry.Link)}#claim-{item.Number}">{Escape.Html(item.Entry.Run.Notebook.Name)}</a></td><td>{Escape.Html(item.Claim.Statement)}</td><td data-label="Source">{Escape.Html(item.Claim.Source)}</td><td data-label="Expected">{Escape.Html(item.Claim.Expected)}</td><td data-label="Measured">{Escape.Html(item.Claim.Measured)}</td><td class="number" data-label="Seeds">{Escape.Html(item.Claim.Seeds)}</td></tr>

            """);
        return $"""
            {Filters(claims)}<div class="scroll" tabindex="0"><table class="all-claims"><thead><tr><th scope="col">Verdict</th><th scope="col">Notebook</th><th scope="col">Claim</th><th scope="col">Source</th><th scope="col">Expected</th><th scope="col">Measured</th><th scope="col" class="number">Seeds</th></tr></thead>
            <tbody>
            {string.Concat(rows)}</tbody></table></div>

            """;
    }

    private static string Filters(IReadOnlyList<ListedClaim> claims)
    {
        var verdicts = Claim.Verdicts.Where(verdict => claims.Any(item => item.Claim.Verdict == verdict));
        var parts = claims.Select(item => item.Entry.Run.Notebook.Name).Distinct();
        return $"""
            <form class="filters" aria-label="Filter the claims">
            <label>Search <input type="search" name="text"></label>
            <label>Verdict <select name="verdict"><option value="">all</option>{string.Concat(verdicts.Select(verdict => $"<option value=\"{verdict}\">{verdict.Replace('-', ' ')}</option>"))}</select></label>
            <label>Notebook <select name="part"><option value="">all</option>{string.Concat(parts.Select(part => $"<option>{Escape.Html(part)}</option>"))}</select></label>
            <button type="reset">Clear</button> <output>{claims.Count} of {claims.Count} claims</output>
            </form>

            """;
    }
}
