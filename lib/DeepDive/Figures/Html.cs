using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace DeepDive.Figures;

/// <summary>Text and JSON made safe to stand inside an HTML page.</summary>
internal static class Html
{
    /// <summary>
    /// JSON that may stand inside a script element: &lt;, &gt;, &amp; and the line separators U+2028 and U+2029 are
    /// written as \u escapes, so neither "&lt;/script&gt;" nor "&lt;!--" can occur.
    /// </summary>
    public static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    private static readonly HtmlEncoder s_encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>Text as HTML, for elements and quoted attributes.</summary>
    public static string Escape(string text) => s_encoder.Encode(text);
}
