using System.Text.Json.Nodes;

namespace DeepDive.Figures;

/// <summary>A line, with a band where it is a mean over runs.</summary>
internal sealed class SeriesMark(Series series) : Mark
{
    // Markers on more points than this would hide the line.
    private const int MostMarkers = 40;

    public override IEnumerable<string> Names => [series.Name];

    public override int RunCount => series.RunCount;

    public override IEnumerable<double> Values => series.Y;

    public override IEnumerable<double> Extremes => series.Spread is null ? Values : Values.Concat(series.Y.Zip(series.Spread, (mean, sd) => mean + sd)).Concat(series.Y.Zip(series.Spread, (mean, sd) => mean - sd));

    public override IReadOnlyCollection<double> Across => series.X;

    public override IEnumerable<JsonObject> Traces(Panel panel, Legend legend)
    {
        var style = legend.StyleOf(series.Name);
        if (series.Spread is not null) yield return Band(series.Spread, panel.Y.Log, style);
        yield return new JsonObject
        {
            ["type"] = "scatter",
            ["mode"] = series.X.Count > MostMarkers ? "lines" : "lines+markers",
            ["name"] = series.Name,
            ["legendgroup"] = series.Name,
            ["showlegend"] = legend.List(series.Name),
            ["x"] = Numeral.Array(series.X),
            ["y"] = Numeral.Array(series.Y),
            ["customdata"] = series.Spread is null ? null : Numeral.Array(series.Spread, 3),
            ["line"] = style.Line,
            ["marker"] = style.Marker(7),
            ["hovertemplate"] = $"{panel.X.Title} %{{x}}<br>{panel.Y.Title} %{{y:.4~g}}{(series.Spread is null ? "" : " ± %{customdata:.3~g}")}",
        };
    }

    private JsonObject Band(IReadOnlyList<double> spread, bool log, Style style)
    {
        var (x, edge) = Outline(spread, log);
        return new JsonObject
        {
            ["type"] = "scatter",
            ["mode"] = "lines",
            ["legendgroup"] = series.Name,
            ["showlegend"] = false,
            ["hoverinfo"] = "skip",
            ["x"] = Numeral.Array(x),
            ["y"] = Numeral.Array(edge),
            ["fill"] = "toself",
            ["fillcolor"] = Colours.Translucent(style.Colour, 0.2),
            ["line"] = new JsonObject { ["width"] = 0 },
        };
    }

    // One closed outline for each stretch without a gap: there along the upper edge, back along the lower.
    private (List<double> X, List<double> Y) Outline(IReadOnlyList<double> spread, bool log)
    {
        var (x, y) = (new List<double>(), new List<double>());
        for (var start = 0; start < spread.Count; start++)
        {
            if (!double.IsFinite(spread[start])) continue;
            var end = start;
            while (end < spread.Count && double.IsFinite(spread[end])) end++;
            if (x.Count > 0) Add(double.NaN, double.NaN);
            for (var i = start; i < end; i++) Add(series.X[i], series.Y[i] + spread[i]);
            for (var i = end - 1; i >= start; i--) Add(series.X[i], Lower(series.Y[i], spread[i], log));
            start = end;
        }

        return (x, y);

        void Add(double position, double value)
        {
            x.Add(position);
            y.Add(value);
        }
    }

    // A logarithmic axis cannot show an edge at or below zero: it is cut at a tenth of the mean.
    private static double Lower(double mean, double spread, bool log) => log ? Math.Max(mean - spread, mean / 10) : mean - spread;
}
