using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using DeepDive.Figures;

namespace DeepDive.Analysis;

/// <summary>How a <see cref="TunnelReport"/> shows itself: its findings in words, a table, and figures.</summary>
internal sealed class TunnelFormatters
{
    private static readonly JsonSerializerOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly object[] _formatters =
    [
        new Formatter<TunnelReport>("application/vnd.deepdive.values+json", ToValues),
        new Formatter<TunnelReport>("text/html", ToHtml),
        new Formatter<TunnelReport>("text/plain", report => $"{report}\n\n{new TunnelFindings(report).Table.ToText()}"),
    ];

    /// <summary>One formatter a MIME type.</summary>
    public IEnumerable<object> CreateTypeFormatters() => _formatters;

    // A host that knows this type shows each value as if its cell had shown it.
    private static string ToValues(TunnelReport report)
    {
        var findings = new TunnelFindings(report);
        return new JsonArray([
            Value("text/html", Words(report)),
            Value("text/html", findings.Table.ToHtml()),
            .. findings.Figures.Select(figure => Value("application/vnd.plotly.v1+json", figure.ToJson())),
        ]).ToJsonString(s_json);
    }

    private static JsonObject Value(string mimeType, string content) => new() { ["mimeType"] = mimeType, ["content"] = content };

    private static string ToHtml(TunnelReport report)
    {
        var findings = new TunnelFindings(report);
        return $"{Words(report)}{findings.Table.ToHtml()}{string.Concat(findings.Figures.Select(figure => figure.ToHtml()))}";
    }

    private static string Words(TunnelReport report) => $"<p>{WebUtility.HtmlEncode(report.ToString())}</p>";
}
