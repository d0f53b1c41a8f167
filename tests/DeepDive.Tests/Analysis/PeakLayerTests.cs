using DeepDive.Analysis;
using DeepDive.Numerics;

namespace DeepDive.Tests.Analysis;

public class PeakLayerTests
{
    [Fact]
    public void The_peak_is_the_first_of_the_highest_layers() => Assert.Equal(1, PeakLayer.Of([0.1, 0.7, 0.7, -1]));

    [Fact]
    public void Seeds_that_agree_leave_no_doubt()
    {
        double[][] curves = [[0, 2, 1], [0, 3, 1], [1, 2, 0]];
        var peak = PeakLayer.OverSeeds(curves, new RandomStream(1));
        Assert.Equal([1, 1, 1], peak.BySeed);
        Assert.Equal((new BootstrapInterval(1, 1, 1), new BootstrapInterval(1, 1, 1)), (peak.Mean, peak.OfMeanCurve));
    }

    [Fact]
    public void Seeds_that_disagree_widen_both_intervals()
    {
        // Four of five seeds peak at layer 1; the fifth, at layer 3, is so high that it decides the mean curve.
        double[][] curves = [[0, 1, 0, 0.5], [0, 1, 0, 0.5], [0, 1, 0, 0.5], [0, 1, 0, 0.5], [0, 0, 0, 9]];
        var peak = PeakLayer.OverSeeds(curves, new RandomStream(2));
        Assert.Equal([1, 1, 1, 1, 3], peak.BySeed);
        Assert.Equal(1.4, peak.Mean.Estimate, 1e-12);
        Assert.Equal(1, peak.Mean.Low, 1e-12);
        Assert.InRange(peak.Mean.High, 2, 2.6);
        Assert.Equal((3, 1, 3), (peak.OfMeanCurve.Estimate, peak.OfMeanCurve.Low, peak.OfMeanCurve.High));
    }

    [Fact]
    public void Curves_without_a_peak_are_refused()
    {
        Assert.Throws<ArgumentException>(() => PeakLayer.Of([]));
        Assert.Throws<ArgumentException>(() => PeakLayer.Of([1, double.NaN]));
        Assert.Throws<ArgumentException>(() => PeakLayer.OverSeeds([], new RandomStream(1)));
        Assert.Throws<ArgumentException>(() => PeakLayer.OverSeeds([new[] { 1.0, 2 }, new[] { 1.0 }], new RandomStream(1)));
    }
}
