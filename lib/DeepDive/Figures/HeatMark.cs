using System.Text.Json.Nodes;

namespace DeepDive.Figures;

/// <summary>A matrix of colours; small ones write their values into the cells.</summary>
internal sealed class HeatMark(double[,] values) : Mark
{
    // Cells of more rows, or of more rows in one panel of several, are too small for a number.
    private const int MostWrittenRows = 12, MostWrittenPanelRows = 5;

    public override IEnumerable<double> Values => values.Cast<double>();

    public override IEnumerable<JsonObject> Traces(Panel panel, Legend legend)
    {
        var written = Math.Max(values.GetLength(0), values.GetLength(1)) <= (panel.Title.Length == 0 ? MostWrittenRows : MostWrittenPanelRows);
        yield return new JsonObject
        {
            ["type"] = "heatmap",
            ["z"] = Numeral.Rows(values),
            ["coloraxis"] = "coloraxis",
            ["xgap"] = written ? 1 : 0,
            ["ygap"] = written ? 1 : 0,
            ["texttemplate"] = written ? "%{z:.2f}" : null,
            ["hoverongaps"] = false,
            ["hovertemplate"] = $"{panel.Y.Title} %{{y}}<br>{panel.X.Title} %{{x}}<br>{panel.Colours!.Title} %{{z:.4~g}}<extra></extra>",
        };
    }
}
