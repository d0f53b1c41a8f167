using System.Text.Json.Nodes;

namespace DeepDive.Figures;

/// <summary>A cloud of points, one trace a class.</summary>
internal sealed class PointsMark(Points points) : Mark
{
    // Four digits place a point to a pixel on any screen, and keep a page small.
    private const int Digits = 4;

    public override IEnumerable<string> Names => points.ClassNames;

    public override IEnumerable<double> Values => points.Y;

    public override IReadOnlyCollection<double> Across => points.X;

    public override IEnumerable<JsonObject> Traces(Panel panel, Legend legend)
    {
        for (var label = 0; label < points.ClassNames.Count; label++)
        {
            var name = points.ClassNames[label];
            int[] members = [.. Enumerable.Range(0, points.Labels.Count).Where(i => points.Labels[i] == label)];
            yield return new JsonObject
            {
                ["type"] = "scatter",
                ["mode"] = "markers",
                ["name"] = name,
                ["legendgroup"] = name,
                ["showlegend"] = legend.List(name),
                ["x"] = Numeral.Array(members.Select(i => points.X[i]), Digits),
                ["y"] = Numeral.Array(members.Select(i => points.Y[i]), Digits),
                ["marker"] = legend.StyleOf(name).Marker(points.Labels.Count > 1000 ? 4 : 5),
                ["hovertemplate"] = $"{panel.X.Title} %{{x}}<br>{panel.Y.Title} %{{y}}",
            };
        }
    }
}
