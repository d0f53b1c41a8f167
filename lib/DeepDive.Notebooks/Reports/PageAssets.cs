using DeepDive.Web;

namespace DeepDive.Notebooks.Reports;

/// <summary>What a page carries beside the frame's own: each part only if the page needs it.</summary>
/// <param name="Scripts">Scripts to run at the end of the body.</param>
/// <param name="Styles">More styles.</param>
internal sealed record PageAssets(IReadOnlyList<string> Scripts, string Styles = "")
{
    /// <summary>Whether the styles bring fonts.</summary>
    public bool HasFonts => Styles.Contains("@font-face", StringComparison.Ordinal);

    /// <summary>What cells need that stand on the page already.</summary>
    public static PageAssets For(string cells) => Of(
        figures: cells.Contains("<figure class=\"figure", StringComparison.Ordinal),
        mathematics: cells.Contains(MathHtml.Mark, StringComparison.Ordinal),
        diagrams: cells.Contains(DiagramHtml.Mark, StringComparison.Ordinal),
        javaScript: cells.Contains(JavaScriptHtml.Mark, StringComparison.Ordinal));

    /// <summary>What cells need that may show anything later.</summary>
    public static PageAssets ForAnything() => Of(figures: true, mathematics: true, diagrams: true, javaScript: true);

    private static PageAssets Of(bool figures, bool mathematics, bool diagrams, bool javaScript)
    {
        List<string> scripts = [ReportPage.Asset("page.js")];
        if (figures) scripts.AddRange(BrowserScripts.Plotly, BrowserScripts.Slider, ReportPage.Asset("report.js"));
        if (mathematics) scripts.AddRange(BrowserScripts.Katex, ReportPage.Asset("math.js"));
        if (diagrams) scripts.AddRange(BrowserScripts.Mermaid, ReportPage.Asset("diagram.js"));
        if (javaScript) scripts.Add(ReportPage.Asset("javascript.js"));
        return new PageAssets(scripts, mathematics ? BrowserScripts.KatexStyles : "");
    }
}
