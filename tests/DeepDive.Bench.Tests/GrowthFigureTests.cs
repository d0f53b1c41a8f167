using DeepDive.Bench.Apart;
using DeepDive.Bench.Growth;

namespace DeepDive.Bench.Tests;

public class GrowthFigureTests
{
    [Fact]
    public void The_legend_carries_the_fitted_exponents()
    {
        int[] rows = [250, 500, 1000];
        var points = rows.Select(count => new GrowthPoint(
            GrowthPlan.Rows, new StudyCase(StudyCase.Kernel, Rows: count), GrowthPoint.Ours, 1e-8 * count * count, ExtraBytes: 4000L * count, Note: ""));
        var report = new GrowthReport(Machine.Here(), Made.Quiet, Made.Quiet, [.. points]);

        var figure = GrowthFigure.Of(report, "a processor");

        Assert.Contains("ntk, ours: time rows 2.00; memory rows 1.00", figure.ToJson(), StringComparison.Ordinal);
    }
}
