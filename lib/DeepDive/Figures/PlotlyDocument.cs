using System.Text.Json.Nodes;

namespace DeepDive.Figures;

/// <summary>
/// A figure as Plotly's JSON. No colour of a text is set, and the background is transparent, so that a page sets both.
/// <c>layout.meta</c> holds name, caption, alternative text and table; <c>maxWidth</c>, the width in pixels beyond which
/// the figure gains nothing; and <c>narrow</c>, the entries that replace those of the layout on a page under 600 pixels.
/// </summary>
internal static class PlotlyDocument
{
    /// <summary>Data, layout and config.</summary>
    public static JsonObject Of(Figure figure)
    {
        var legend = NewLegend(figure);
        var (wide, narrow) = (PlotlyLayout.Of(figure, Arrangement.Wide(figure), legend), PlotlyLayout.Of(figure, Arrangement.Narrow(figure), legend));
        wide["meta"] = new JsonObject
        {
            ["name"] = figure.Name,
            ["caption"] = figure.FullCaption,
            ["alt"] = figure.AltText,
            ["table"] = figure.Numbers.ToJson(),
            ["columns"] = figure.ColumnCount,
            ["maxWidth"] = Arrangement.MaximumWidth(figure),
            ["narrow"] = Difference(narrow, wide),
        };
        var data = figure.Frames.Count == 0 ? Traces(figure.Parts, legend) : PlotlySlider.Traces(figure.Frames, () => NewLegend(figure));
        if (figure.Frames.Count > 0) wide["sliders"] = new JsonArray(PlotlySlider.Of(figure, data));
        return new() { ["data"] = data, ["layout"] = wide, ["config"] = Config(figure) };
    }

    private static Legend NewLegend(Figure figure) =>
        new(figure.Palette, [.. figure.Frames.SelectMany(frame => frame.Parts).Concat(figure.Parts).SelectMany(panel => panel.Marks).SelectMany(mark => mark.Names).Distinct()]);

    /// <summary>The traces of panels, in order.</summary>
    public static JsonArray Traces(IReadOnlyList<Panel> panels, Legend legend)
    {
        var traces = new JsonArray();
        for (var i = 0; i < panels.Count; i++)
        {
            foreach (var trace in panels[i].Marks.SelectMany(mark => mark.Traces(panels[i], legend)))
            {
                (trace["xaxis"], trace["yaxis"]) = (PlotlyLayout.Reference("x", i), PlotlyLayout.Reference("y", i));
                foreach (var unset in trace.Where(entry => entry.Value is null).Select(entry => entry.Key).ToArray()) trace.Remove(unset);
                traces.Add(trace);
            }
        }

        return traces;
    }

    private static JsonObject Difference(JsonObject changed, JsonObject original) => new(changed
        .Where(entry => !JsonNode.DeepEquals(entry.Value, original[entry.Key]))
        .Select(entry => KeyValuePair.Create(entry.Key, entry.Value?.DeepClone())));

    private static JsonObject Config(Figure figure) => new()
    {
        ["responsive"] = true,
        ["displaylogo"] = false,
        // Named one by one, because plotly.js adds a button by default that uploads the figure to its maker.
        ["modeBarButtons"] = new JsonArray(new JsonArray("toImage", "resetScale2d")),
        ["plotlyServerURL"] = "",
        ["toImageButtonOptions"] = new JsonObject { ["filename"] = figure.Name, ["format"] = "png", ["scale"] = 2 },
    };
}
