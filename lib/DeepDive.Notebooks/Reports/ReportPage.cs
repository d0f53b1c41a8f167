using System.Globalization;
using System.Text;
using DeepDive.Notebooks.Display;

namespace DeepDive.Notebooks.Reports;

/// <summary>The frame that every page shares: policy, styles and scripts, all inside the page.</summary>
internal static class ReportPage
{
    // No network at all; plotly.js draws with inline styles and makes its pictures from data and blob addresses.
    private const string Policy =
        "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:; base-uri 'none'; form-action 'none'";

    /// <param name="title">Title as text.</param>
    /// <param name="body">Content of the body as HTML.</param>
    /// <param name="scripts">Scripts to run at the end of the body.</param>
    public static string Write(string title, string body, params IReadOnlyList<string> scripts) => Write(title, body, new PageAssets(scripts));

    /// <summary>The same with more than scripts.</summary>
    public static string Write(string title, string body, PageAssets assets) => Write(Policy, Asset("report.css"), title, body, assets);

    /// <summary>The same for a page that stays in touch with the server it came from, and with no other.</summary>
    public static string WriteLive(string title, string body, PageAssets assets) => Write($"{Policy}; connect-src 'self'", Asset("report.css") + Asset("live.css"), title, body, assets);

    private static string Write(string policy, string styles, string title, string body, PageAssets assets)
    {
        var page = new StringBuilder($"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="{policy}{(assets.HasFonts ? "; font-src data:" : "")}">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>{Escape.Html(title)}</title>
            <style>{styles}{assets.Styles}</style>
            <script>{Asset("theme.js")}</script>
            </head>
            <body>
            {body}

            """);
        foreach (var script in assets.Scripts) page.Append("<script>").Append(script).Append("</script>\n");
        return page.Append("</body>\n</html>\n").ToString();
    }

    /// <summary>The reader's switches; <c>page.js</c> makes them work.</summary>
    /// <param name="hasCode">Whether the page has code to fold.</param>
    public static string Controls(bool hasCode) =>
        $"<div class=\"controls\" role=\"group\" aria-label=\"View\">{(hasCode ? "<button type=\"button\" id=\"code\">Show all code</button>" : "")}<button type=\"button\" id=\"theme\">Dark theme</button></div>\n";

    /// <summary>A style sheet or script of ours.</summary>
    public static string Asset(string name)
    {
        using var stream = typeof(ReportPage).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"the resource '{name}' is missing from {typeof(ReportPage).Assembly.Location}; build DeepDive.Notebooks again");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>A duration as a reader says it.</summary>
    public static string Duration(TimeSpan time) => time switch
    {
        { TotalMilliseconds: < 1000 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:F0} ms"),
        { TotalSeconds: < 59.95 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:F1} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalMinutes} min {time.Seconds} s"),
    };

    /// <summary>Names and values side by side; the values' text is escaped, names are ours.</summary>
    public static string Facts(params IEnumerable<(string Name, string Value)> facts) =>
        string.Concat(facts.Where(fact => fact.Value.Length > 0).Select(fact => $"<div><dt>{fact.Name}</dt><dd>{Escape.Html(fact.Value)}</dd></div>"));
}
