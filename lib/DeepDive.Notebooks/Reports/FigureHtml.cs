using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using DeepDive.Notebooks.Display;

namespace DeepDive.Notebooks.Reports;

/// <summary>A Plotly figure with its caption and the numbers behind it.</summary>
internal static partial class FigureHtml
{
    /// <summary>The figure, or null if the text is no figure.</summary>
    /// <param name="json">The figure as plotly.js takes it; <c>layout.meta</c> holds name, caption, alt and table.</param>
    /// <param name="number">The figure's number on the page.</param>
    public static string? TryWrite(string json, int number)
    {
        if (Parse(json) is not { } figure) return null;
        var layout = figure["layout"] as JsonObject;
        var meta = layout?["meta"] as JsonObject;
        var title = TakeTitle(layout);
        var caption = Text(meta?["caption"]);
        var alt = Text(meta?["alt"]) is { Length: > 0 } text ? text : title.Length > 0 ? title : $"Figure {number}";
        var numbers = Numbers(meta?["table"] as JsonObject);
        // The page shows the table and the title itself; keeping them twice would only make it larger.
        meta?.Remove("table");
        (meta?["narrow"] as JsonObject)?.Remove("title");
        return $"""
            <figure class="figure output" id="figure-{number}" aria-label="{Escape.Html(alt)}">
            <div class="plot-frame"><div class="plot" role="group" aria-label="{Escape.Html(alt)}"></div></div>
            <script type="application/json">{Escape.JsonInScript(figure.ToJsonString())}</script>
            <figcaption><strong>Figure {number}.{(title.Length > 0 ? $" {Escape.Html(Sentence(title))}" : "")}</strong> {Escape.Html(caption)}</figcaption>
            <div class="tools" role="group" aria-label="Figure {number}"><button type="button" data-save="png">PNG</button><button type="button" data-save="svg">SVG</button>{(numbers.Length > 0 ? "<button type=\"button\" data-save=\"csv\">CSV</button>" : "")}</div>
            {numbers}</figure>

            """;
    }

    /// <summary>A figure for a small drawing without words, or null if the text is no figure.</summary>
    public static string? TryWriteThumbnail(string json)
    {
        if (Parse(json) is not { } figure) return null;
        var layout = figure["layout"] as JsonObject;
        foreach (var name in new[] { "meta", "title", "annotations" }) layout?.Remove(name);
        return $"""
            <div class="thumbnail" aria-hidden="true"><div class="drawing"></div><script type="application/json">{Escape.JsonInScript(figure.ToJsonString())}</script></div>
            """;
    }

    private static JsonObject? Parse(string json)
    {
        try
        {
            return JsonNode.Parse(json) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // A title inside the drawing does not wrap on a small screen, so it opens the caption instead.
    private static string TakeTitle(JsonObject? layout)
    {
        var title = layout?["title"] is JsonObject parts ? Text(parts["text"]) : Text(layout?["title"]);
        layout?.Remove("title");
        return Markup().Replace(title.Replace("<br>", " ", StringComparison.OrdinalIgnoreCase), "").Trim();
    }

    private static string Sentence(string title) => title[^1] is '.' or '?' or '!' ? title : title + ".";

    private static string Numbers(JsonObject? table)
    {
        if (table?["columns"] is not JsonArray columns || table["rows"] is not JsonArray rows) return "";
        var cells = rows.OfType<JsonArray>().Select(row => row.Select(Cell).ToArray());
        return $"<details class=\"numbers\"><summary>Numbers</summary>{HtmlTable.Write(columns.Select(Text), cells, mostRows: int.MaxValue)}</details>\n";
    }

    private static object? Cell(JsonNode? node) => node switch
    {
        null => "",
        JsonValue value when value.GetValueKind() == JsonValueKind.Number => value.GetValue<double>(),
        _ => Text(node),
    };

    private static string Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : node?.ToJsonString() ?? "";

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Markup();
}
