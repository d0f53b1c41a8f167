using System.Buffers;
using System.Text;
using System.Text.Json;
using DeepDive.Notebooks.Documents;

namespace DeepDive.Notebooks.Display;

/// <summary>Makes text safe to stand in a page.</summary>
internal static class Escape
{
    private static readonly SearchValues<char> s_special = SearchValues.Create("&<>\"'");

    /// <summary>Text for an element's content or a quoted attribute.</summary>
    public static string Html(string text)
    {
        if (text.AsSpan().IndexOfAny(s_special) < 0) return text;
        var escaped = new StringBuilder(text.Length + 16);
        foreach (var character in text)
        {
            _ = character switch
            {
                '&' => escaped.Append("&amp;"),
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '"' => escaped.Append("&quot;"),
                '\'' => escaped.Append("&#39;"),
                _ => escaped.Append(character),
            };
        }

        return escaped.ToString();
    }

    /// <summary>JSON for a script element's content: nothing in it can end the element.</summary>
    public static string JsonInScript(string json) => json.Replace("<", "\\u003c", StringComparison.Ordinal);

    /// <summary>Any text, as a JSON string, for a script element's content.</summary>
    public static string TextInScript(string text) => JsonInScript(JsonSerializer.Serialize(text, MetaBlock.OneLine));
}
