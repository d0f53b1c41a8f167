using System.Text.RegularExpressions;

namespace DeepDive.Web;

/// <summary>The browser scripts of this version, as text to inline in a page.</summary>
public static partial class BrowserScripts
{
    private static readonly Lazy<string> s_plotly = new(() => Text("plotly.js"));
    private static readonly Lazy<string> s_slider = new(() => Text("slider.js"));
    private static readonly Lazy<string> s_katex = new(() => WithLicence("katex.js", "katex.LICENSE"));
    private static readonly Lazy<string> s_katexStyles = new(() => FontSources().Replace(Text("katex.css"), DataAddress));
    private static readonly Lazy<string> s_mermaid = new(() => WithLicence("mermaid.js", "mermaid.LICENSE"));

    /// <summary>plotly.js (cartesian bundle), which draws every figure.</summary>
    public static string Plotly => s_plotly.Value;

    /// <summary>The function <c>figureSlider</c>: a figure's slider that obeys keys.</summary>
    public static string Slider => s_slider.Value;

    /// <summary>KaTeX, which sets mathematics; it needs <see cref="KatexStyles"/>.</summary>
    public static string Katex => s_katex.Value;

    /// <summary>KaTeX's style sheet with its fonts inside.</summary>
    public static string KatexStyles => s_katexStyles.Value;

    /// <summary>Mermaid (all but mindmaps and architecture diagrams), which draws diagrams.</summary>
    public static string Mermaid => s_mermaid.Value;

    // Of the three formats that a font comes in, every browser of today reads the first.
    private static string DataAddress(Match sources) =>
        $"src:url(data:font/woff2;base64,{Convert.ToBase64String(Read(sources.Groups["file"].Value))}) format(\"woff2\")";

    // A page is a copy, too: where a script does not carry its licence itself, it stands before it.
    private static string WithLicence(string script, string licence) => $"/*!\n{Text(licence)}*/\n{Text(script)}";

    private static string Text(string name)
    {
        using var reader = new StreamReader(new MemoryStream(Read(name)));
        return reader.ReadToEnd();
    }

    private static byte[] Read(string name)
    {
        using var stream = typeof(BrowserScripts).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"the resource '{name}' is missing from {typeof(BrowserScripts).Assembly.Location}; build DeepDive.Web again");
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }

    [GeneratedRegex("""src:url\(fonts/(?<file>[^)]+\.woff2)\) format\("woff2"\)[^;}]*""")]
    private static partial Regex FontSources();
}
