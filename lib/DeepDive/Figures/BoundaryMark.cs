using System.Text.Json.Nodes;

namespace DeepDive.Figures;

/// <summary>A score over the plane as colours, with the line where it decides.</summary>
internal sealed class BoundaryMark(double[] xs, double[] ys, double[,] score, double level) : Mark
{
    // A score to three digits is far below what a colour can show.
    private const int Digits = 3;

    public override IEnumerable<double> Values => score.Cast<double>();

    public override IEnumerable<JsonObject> Traces(Panel panel, Legend legend)
    {
        yield return new JsonObject
        {
            ["type"] = "contour",
            ["x"] = Numeral.Array(xs),
            ["y"] = Numeral.Array(ys),
            ["z"] = Numeral.Rows(score, Digits),
            ["coloraxis"] = "coloraxis",
            ["autocontour"] = false,
            ["contours"] = new JsonObject { ["coloring"] = "heatmap", ["start"] = level, ["end"] = level, ["size"] = 1 },
            ["line"] = new JsonObject { ["color"] = "#222222", ["width"] = 2, ["smoothing"] = 0 },
            ["hovertemplate"] = $"{panel.X.Title} %{{x:.3~g}}<br>{panel.Y.Title} %{{y:.3~g}}<br>{panel.Colours!.Title} %{{z:.3~g}}<extra></extra>",
        };
    }
}
