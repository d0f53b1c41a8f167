using System.Text.Json.Nodes;

namespace DeepDive.Figures;

/// <summary>Grey images side by side as one heatmap, with transparent gaps between them.</summary>
internal sealed class ImagesMark(double[,] tiles) : Mark
{
    public override IEnumerable<double> Values => tiles.Cast<double>().Where(double.IsFinite);

    public override IEnumerable<JsonObject> Traces(Panel panel, Legend legend)
    {
        yield return new JsonObject
        {
            ["type"] = "heatmap",
            ["z"] = Numeral.Rows(tiles, 3),
            ["colorscale"] = Colours.Stops(Colours.Greys),
            ["showscale"] = false,
            ["hoverinfo"] = "skip",
        };
    }
}
