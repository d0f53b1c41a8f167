using System.Text.Json.Nodes;

namespace DeepDive.Figures;

/// <summary>The layout of a figure: axes, colour scale, legend and texts, for one arrangement of its panels.</summary>
internal static class PlotlyLayout
{
    /// <summary>Layout entries; the top-level ones that differ between arrangements can replace each other.</summary>
    public static JsonObject Of(Figure figure, Arrangement arrangement, Legend legend)
    {
        var rows = legend.IsShown ? LegendRows(legend, arrangement) : 0;
        var layout = new JsonObject
        {
            ["title"] = Title(arrangement.Title, figure.Parts.Count > 1),
            ["font"] = new JsonObject { ["family"] = "system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif", ["size"] = arrangement.IsNarrow ? 12 : 13 },
            ["autosize"] = true,
            ["height"] = arrangement.Height(rows),
            ["margin"] = new JsonObject { ["t"] = arrangement.Top, ["r"] = 15, ["b"] = arrangement.Bottom(rows), ["l"] = figure.Parts[0].IsBare ? 5 : 55 },
            ["paper_bgcolor"] = "rgba(0,0,0,0)",
            ["plot_bgcolor"] = "rgba(0,0,0,0)",
            ["hovermode"] = "closest",
            ["modebar"] = new JsonObject { ["bgcolor"] = "rgba(0,0,0,0)", ["color"] = Colours.Frame },
            ["showlegend"] = legend.IsShown,
        };
        if (legend.IsShown) layout["legend"] = PlaceLegend(arrangement);
        for (var i = 0; i < figure.Parts.Count; i++)
        {
            layout[Key("xaxis", i)] = PlotlyAxis.Across(figure.Parts[i], i, arrangement);
            layout[Key("yaxis", i)] = PlotlyAxis.Up(figure.Parts[i], i, arrangement);
        }

        if (arrangement.HasColourBar) layout["coloraxis"] = ColourAxis(figure, arrangement);
        layout["annotations"] = Annotations(figure);
        return layout;
    }

    /// <summary>Name of an axis in the layout: "xaxis", "xaxis2", ….</summary>
    public static string Key(string axis, int index) => index == 0 ? axis : $"{axis}{index + 1}";

    /// <summary>Name of an axis in a trace: "x", "x2", ….</summary>
    public static string Reference(string letter, int index) => Key(letter, index);

    // plotly.js places the first line of a title and hangs the others below it, each 1.3 × 16 pixels high.
    private const int TitleLine = 21;

    private static JsonObject Title(string text, bool overPanelTitles) => new()
    {
        ["text"] = text,
        ["x"] = 0,
        ["xanchor"] = "left",
        ["y"] = 1,
        ["yref"] = "paper",
        ["yanchor"] = "bottom",
        ["pad"] = new JsonObject { ["b"] = (overPanelTitles ? 34 : 12) + TitleLine * (Arrangement.LineCount(text) - 1), ["l"] = 8 },
        ["font"] = new JsonObject { ["size"] = 16 },
    };

    private static JsonObject PlaceLegend(Arrangement arrangement) => new()
    {
        ["orientation"] = "h",
        ["x"] = 0.5,
        ["xanchor"] = "center",
        ["y"] = 0,
        ["yref"] = "container",
        ["yanchor"] = "bottom",
        ["bgcolor"] = "rgba(0,0,0,0)",
        ["itemsizing"] = "constant",
        ["tracegroupgap"] = 0,
    };

    // Plotly breaks a horizontal legend into rows by itself; only their number is estimated, for the height.
    private static int LegendRows(Legend legend, Arrangement arrangement)
    {
        var entry = 46 + 7 * legend.Names.Max(name => name.Length);
        var columns = Math.Max(1, arrangement.LegendWidth / entry);
        return (legend.Names.Count + columns - 1) / columns;
    }

    private static JsonObject ColourAxis(Figure figure, Arrangement arrangement)
    {
        var scale = figure.Parts.Select(panel => panel.Colours).OfType<ColourScale>().Aggregate((all, next) => all.Join(next));
        var bar = new JsonObject
        {
            ["title"] = new JsonObject { ["text"] = scale.Title, ["side"] = arrangement.IsNarrow ? "top" : "right" },
            ["thickness"] = 12,
            ["outlinewidth"] = 0,
        };
        if (arrangement.IsNarrow)
        {
            (bar["orientation"], bar["len"], bar["x"], bar["xanchor"]) = ("h", 0.8, 0.5, "center");
            (bar["y"], bar["yanchor"]) = (Numeral.Node(arrangement.BelowAxisTitle, 4), "top");
        }

        return new() { ["cmin"] = Numeral.Node(scale.Range.Min), ["cmax"] = Numeral.Node(scale.Range.Max), ["colorscale"] = Map(scale), ["colorbar"] = bar };
    }

    private static JsonNode Map(ColourScale scale) => scale.TwoClasses ? Colours.Stops(Colours.TwoClasses)
        : scale.IsDiverging ? Colours.Stops(Colours.Diverging)
        : JsonValue.Create("Viridis");

    private static JsonArray Annotations(Figure figure)
    {
        var annotations = new JsonArray();
        for (var i = 0; i < figure.Parts.Count; i++)
        {
            var panel = figure.Parts[i];
            if (panel.Title.Length > 0) annotations.Add((JsonNode)PanelTitle(panel.Title, i));
            foreach (var (x, y, text) in panel.Notes) annotations.Add((JsonNode)Note(x, y, text, i));
        }

        return annotations;
    }

    private static JsonObject PanelTitle(string text, int index) => new JsonObject
    {
        ["text"] = text,
        ["showarrow"] = false,
        ["xref"] = Reference("x", index) + " domain",
        ["yref"] = Reference("y", index) + " domain",
        ["x"] = 0.5,
        ["y"] = 1,
        ["yanchor"] = "bottom",
        ["font"] = new JsonObject { ["size"] = 13 },
    };

    private static JsonObject Note(double x, double y, string text, int index) => new JsonObject
    {
        ["text"] = text,
        ["showarrow"] = false,
        ["xref"] = Reference("x", index),
        ["yref"] = Reference("y", index),
        ["x"] = x,
        ["y"] = y,
        ["yanchor"] = "top",
        ["font"] = new JsonObject { ["size"] = 11 },
    };
}
