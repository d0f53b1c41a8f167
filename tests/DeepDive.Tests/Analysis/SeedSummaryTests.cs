using DeepDive.Analysis;

namespace DeepDive.Tests.Analysis;

public class SeedSummaryTests
{
    [Fact]
    public void Mean_deviation_and_interval_agree_with_SciPy()
    {
        var golden = AnalysisGolden.Values.Seeds;
        var summary = SeedSummary.Of(golden.Values);
        Assert.Equal(golden.Mean, summary.Mean, 1e-12);
        Assert.Equal(golden.Deviation, summary.StandardDeviation, 1e-12);
        Assert.Equal(5, summary.Count);
        Assert.Equal(golden.Low, summary.Low, 1e-9);
        Assert.Equal(golden.High, summary.High, 1e-9);
    }

    [Fact]
    public void A_single_seed_excludes_nothing()
    {
        var summary = SeedSummary.Of(0.4);
        Assert.Equal(new SeedSummary(0.4, 0, 1, double.NegativeInfinity, double.PositiveInfinity), summary);
    }

    [Fact]
    public void No_seed_and_values_that_are_not_finite_are_refused()
    {
        Assert.Throws<ArgumentException>(() => SeedSummary.Of());
        Assert.Throws<ArgumentException>(() => SeedSummary.Of(1, double.NaN));
    }
}
