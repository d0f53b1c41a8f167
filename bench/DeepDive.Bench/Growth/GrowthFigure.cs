using DeepDive.Figures;

namespace DeepDive.Bench.Growth;

/// <summary>Time and memory against each axis, as one figure of panels.</summary>
internal static class GrowthFigure
{
    private static readonly string[] s_axes = [GrowthPlan.Rows, GrowthPlan.Depth, GrowthPlan.Width];

    /// <param name="report">All points with their exponents; points that were left out make gaps.</param>
    /// <param name="cpu">Where they were measured.</param>
    public static Figure Of(GrowthReport report, string cpu)
    {
        // One legend serves all panels, so a line's name holds its exponents on every axis.
        var names = report.Fits.GroupBy(fit => (fit.Work, fit.Who)).ToDictionary(line => line.Key, line =>
            $"{line.Key.Work}, {line.Key.Who}: time {Exponents(line.Select(fit => (fit.Axis, fit.Time)))}; memory {Exponents(line.Select(fit => (fit.Axis, fit.Memory)))}");
        Figure? Panel(string title, string axis, Axis y, Func<GrowthPoint, double> measure) => Lines(title, axis, y, report.Points, point => names[(point.Study.Work, point.Who)], measure);

        var times = s_axes.Select(axis => Panel($"time by {axis}", axis, new Axis("time", "s", Log: true), point => point.Seconds));
        var memory = s_axes.Select(axis => Panel($"memory by {axis}", axis, new Axis("memory", "MB", Log: true), point => point.Megabytes));
        return Figure.Panels("How cost grows: fitted exponents", s_axes.Length, [.. times.Concat(memory).OfType<Figure>()]) with
        {
            Name = "performance-growth",
            Caption = $"A training epoch, one tangent kernel, and RBF CKA between all layers; 2000 rows, depth 5 and width 120 unless varied. Memory is the peak above the process's base. Numbers are exponents, fitted by least squares on logarithms. {cpu}.",
        };
    }

    private static string Exponents(IEnumerable<(string Axis, PowerFit Fit)> fits) =>
        string.Join(", ", fits.Select(pair => $"{pair.Axis} {pair.Fit}"));

    /// <summary>Null if nothing was measured, as memory is not on some systems.</summary>
    private static Figure? Lines(string title, string axis, Axis y, IReadOnlyList<GrowthPoint> points, Func<GrowthPoint, string> name, Func<GrowthPoint, double> measure)
    {
        var lines = points.Where(point => point.Axis == axis && measure(point) > 0)
            .GroupBy(name)
            .Select(line => Series.Of(line.Key, line.Select(point => (double)point.Value), line.Select(measure)));
        Series[] series = [.. lines];
        return series.Length == 0 ? null : Figure.Lines(title, new Axis(axis, Log: true), y, series);
    }
}
