namespace DeepDive.Notebooks.Display;

/// <summary>The MIME types that the host knows how to show.</summary>
public static class MimeTypes
{
    /// <summary>A claim: <c>{"id","text","source","expected","measured","spread","seeds","verdict"}</c>.</summary>
    public const string Claim = "application/vnd.deepdive.claim+json";

    /// <summary>A figure as plotly.js takes it.</summary>
    public const string Plotly = "application/vnd.plotly.v1+json";

    /// <summary>Several values, each shown as if alone: an array of <c>{"mimeType","content"}</c>.</summary>
    public const string Values = "application/vnd.deepdive.values+json";

    /// <summary>JavaScript, run in the page.</summary>
    public const string JavaScript = "application/javascript";

    /// <summary>The other name of <see cref="JavaScript"/>.</summary>
    public const string TextJavaScript = "text/javascript";

    /// <summary>HTML, shown as it is.</summary>
    public const string Html = "text/html";

    /// <summary>An SVG picture.</summary>
    public const string Svg = "image/svg+xml";

    /// <summary>Markdown.</summary>
    public const string Markdown = "text/markdown";

    /// <summary>Text, shown as it is written.</summary>
    public const string PlainText = "text/plain";

    /// <summary>A diagram in Mermaid's language.</summary>
    public const string Mermaid = "text/vnd.mermaid";

    /// <summary>Which type to show when a value has several, best first.</summary>
    internal static readonly string[] Preference = [Claim, Values, Plotly, Html, Svg, Markdown, PlainText];
}
