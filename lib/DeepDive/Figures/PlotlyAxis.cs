using System.Text.Json.Nodes;

namespace DeepDive.Figures;

/// <summary>The axes of a panel, as Plotly takes them.</summary>
internal static class PlotlyAxis
{
    // Space that a tick label of a heatmap's column or row needs, in pixels.
    private const double ColumnLabelSpace = 24, RowLabelSpace = 16;

    // Labels of more whole numbers than this would touch on a small page.
    private const int MostCounts = 18;

    /// <summary>The horizontal axis of panel <paramref name="index"/>.</summary>
    public static JsonObject Across(Panel panel, int index, Arrangement arrangement)
    {
        var axis = Common(panel.X, arrangement.Across(index), PlotlyLayout.Reference("y", index));
        if (panel.IsBare) return Hidden(axis);
        axis["title"] = Title(!arrangement.SharesTitles || arrangement.IsLowest(index) ? panel.X.Label : "");
        axis["showticklabels"] = !arrangement.SharesAxes || arrangement.IsLowest(index);
        if (panel.ColumnLabels is { } labels) Name(axis, labels, (int)(arrangement.PanelWidth / Math.Max(ColumnLabelSpace, 8 * labels.Max(label => label.Length))));
        if (panel.X.Log) LogTicks.Set(axis, panel.X, panel.Marks.SelectMany(mark => mark.Across), arrangement.PanelWidth);
        else if (panel.Marks.Count > 0 && panel.Marks.All(mark => AreCounts(mark.Across))) axis["dtick"] = 1;
        if (panel.Aspect is not null) axis["constrain"] = "domain";
        if (arrangement.SharesAxes && index > 0) axis["matches"] = "x";
        return axis;
    }

    /// <summary>The vertical axis of panel <paramref name="index"/>.</summary>
    public static JsonObject Up(Panel panel, int index, Arrangement arrangement)
    {
        var axis = Common(panel.Y, arrangement.Up(index), PlotlyLayout.Reference("x", index));
        if (panel.IsDownward) axis["autorange"] = "reversed";
        if (panel.Aspect is { } aspect)
        {
            (axis["scaleanchor"], axis["scaleratio"]) = (PlotlyLayout.Reference("x", index), Numeral.Node(aspect));
            (axis["constrain"], axis["constraintoward"]) = ("domain", "top");
        }

        if (panel.IsBare) return Hidden(axis);
        axis["title"] = Title(!arrangement.SharesTitles || arrangement.IsLeft(index) ? panel.Y.Label : "");
        axis["showticklabels"] = !arrangement.SharesAxes || arrangement.IsLeft(index);
        if (panel.Y.Log) LogTicks.Set(axis, panel.Y, panel.Marks.SelectMany(mark => mark.Values), arrangement.PanelWidth);
        if (panel.RowLabels is { } labels) Name(axis, labels, (int)(arrangement.PanelWidth * (panel.Shape ?? 1) / RowLabelSpace));
        if (arrangement.SharesAxes && index > 0) axis["matches"] = "y";
        return axis;
    }

    // A few whole numbers, such as layers: no tick belongs between them.
    private static bool AreCounts(IReadOnlyCollection<double> values) =>
        values.Count > 0 && values.All(double.IsInteger) && values.Max() - values.Min() <= MostCounts;

    private static JsonObject Common(Axis axis, (double From, double To) domain, string anchor)
    {
        var json = new JsonObject
        {
            ["domain"] = new JsonArray(Numeral.Node(domain.From), Numeral.Node(domain.To)),
            ["anchor"] = anchor,
            ["type"] = axis.Log ? "log" : "linear",
            ["automargin"] = true,
            ["zeroline"] = false,
            ["showline"] = true,
            ["linecolor"] = Colours.Frame,
            ["ticks"] = "outside",
            ["ticklen"] = 4,
            ["tickcolor"] = Colours.Frame,
            ["gridcolor"] = Colours.Grid,
        };
        if (axis is { Min: { } low, Max: { } high }) json["range"] = new JsonArray(End(low, axis.Log), End(high, axis.Log));
        else if (axis.Min is not null || axis.Max is not null) json["autorangeoptions"] = OneEnd(axis);
        return json;
    }

    // plotly.js fits the other end to the data; a range with a null for it would be fitted at both.
    private static JsonObject OneEnd(Axis axis) => axis.Min is { } low
        ? new JsonObject { ["minallowed"] = End(low, axis.Log) }
        : new JsonObject { ["maxallowed"] = End(axis.Max!.Value, axis.Log) };

    private static JsonNode? End(double value, bool log) => Numeral.Node(log ? Math.Log10(value) : value);

    private static JsonObject Title(string text) => new() { ["text"] = text, ["standoff"] = 8 };

    private static JsonObject Hidden(JsonObject axis)
    {
        (axis["visible"], axis["constrain"]) = (false, "domain");
        return axis;
    }

    // A linear axis with named ticks: a category axis would read "1" as a number and cannot be held square.
    private static void Name(JsonObject axis, IReadOnlyList<string> labels, int room)
    {
        var step = Math.Max(1, (int)Math.Ceiling(labels.Count / (double)Math.Max(1, room)));
        int[] shown = [.. Enumerable.Range(0, labels.Count).Where(i => i % step == 0)];
        axis["tickmode"] = "array";
        axis["tickvals"] = new JsonArray([.. shown.Select(i => (JsonNode)i)]);
        axis["ticktext"] = new JsonArray([.. shown.Select(i => (JsonNode)labels[i])]);
        axis["showgrid"] = false;
        (axis["showline"], axis["ticks"], axis["ticklabelstandoff"]) = (false, "", 4);
    }
}
