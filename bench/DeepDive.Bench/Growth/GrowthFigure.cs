using DeepDive.Figures;

namespace DeepDive.Bench.Growth;

/// <summary>Time and memory against each axis, as one figure of panels.</summary>
internal static class GrowthFigure
{
    private static readonly string[] s_axes = [GrowthPlan.Rows, GrowthPlan.Depth, GrowthPlan.Width];

    /// <param name="points">All points; those that were left out make gaps.</param>
    /// <param name="cpu">Where they were measured.</param>
    public static Figure Of(IReadOnlyList<GrowthPoint> points, string cpu)
    {
        var times = s_axes.Select(axis => Panel($"time by {axis}", axis, new Axis("time", "s", Log: true), points, point => point.Seconds));
        var memory = s_axes.Select(axis => Panel($"memory by {axis}", axis, new Axis("memory", "MB", Log: true), points, point => point.Megabytes));
        return Figure.Panels("How cost grows", s_axes.Length, [.. times.Concat(memory).OfType<Figure>()]) with
        {
            Name = "performance-growth",
            Caption = $"A training epoch, one tangent kernel, and RBF CKA between all layers; 2000 rows, depth 5 and width 120 unless varied. Memory is the peak above the process's base. {cpu}.",
        };
    }

    /// <summary>Null if nothing was measured, as memory is not on some systems.</summary>
    private static Figure? Panel(string title, string axis, Axis y, IReadOnlyList<GrowthPoint> points, Func<GrowthPoint, double> measure)
    {
        var lines = points.Where(point => point.Axis == axis && measure(point) > 0)
            .GroupBy(point => $"{point.Study.Work}, {point.Who}")
            .Select(line => Series.Of(line.Key, line.Select(point => (double)point.Value), line.Select(measure)));
        Series[] series = [.. lines];
        return series.Length == 0 ? null : Figure.Lines(title, new Axis(axis, Log: true), y, series);
    }
}
