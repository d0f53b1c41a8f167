using DeepDive.Analysis;
using DeepDive.Numerics;

namespace DeepDive.Tests.Analysis;

public class BootstrapTests
{
    [Fact]
    public void The_interval_of_two_values_mean_has_the_quantiles_of_its_four_draws()
    {
        // The mean of two draws from {0, 1} is 0, ½ or 1 with chances ¼, ½, ¼.
        double[] values = [0, 1];
        Assert.Equal(new BootstrapInterval(0.5, 0, 1), Bootstrap.OfMean(values, new RandomStream(1)));
        Assert.Equal(new BootstrapInterval(0.5, 0.5, 0.5), Bootstrap.OfMean(values, new RandomStream(1), confidence: 0.3));
    }

    [Fact]
    public void A_means_interval_holds_the_truth_about_as_often_as_it_says()
    {
        var random = new RandomStream(4);
        var hits = Enumerable.Range(0, 1000).Count(_ =>
        {
            double[] values = [.. Enumerable.Range(0, 40).Select(_ => 3 + random.NextNormal())];
            var interval = Bootstrap.OfMean(values, random, repeats: 400);
            return interval.Low <= 3 && 3 <= interval.High;
        });
        Assert.InRange(hits, 915, 965);
    }

    [Fact]
    public void A_single_draw_is_both_ends_and_quantiles_lie_in_between()
    {
        var one = Bootstrap.OfMean([1, 5, 9], new RandomStream(2), repeats: 1);
        Assert.Equal(one.Low, one.High);

        // Two draws a ≤ b: the ends lie a quarter of the way in.
        var (two, draws) = (Bootstrap.OfMean([1, 5, 9], new RandomStream(2), repeats: 2, confidence: 0.5), new List<double>());
        Bootstrap.Interval([1.0, 5, 9], items => { draws.Add(items.Average()); return draws[^1]; }, new RandomStream(2), repeats: 2);
        var (low, high) = (Math.Min(draws[1], draws[2]), Math.Max(draws[1], draws[2]));
        Assert.Equal((low + 0.25 * (high - low), high - 0.25 * (high - low)), (two.Low, two.High));
    }

    [Fact]
    public void Pairs_stay_together_and_the_same_stream_gives_the_same_interval()
    {
        (double X, double Y)[] pairs = [(1, 2), (2, 4), (3, 6), (5, 10), (7, 14)];
        var slope = Bootstrap.Interval(pairs, items => items.Sum(pair => pair.X * pair.Y) / items.Sum(pair => pair.X * pair.X), new RandomStream(3));
        Assert.Equal((2, 2, 2), (Math.Round(slope.Estimate, 12), Math.Round(slope.Low, 12), Math.Round(slope.High, 12)));
        Assert.Equal(Bootstrap.OfMean([1, 2, 4], new RandomStream(5)), Bootstrap.OfMean([1, 2, 4], new RandomStream(5)));
    }

    [Fact]
    public void What_cannot_be_drawn_is_refused()
    {
        var random = new RandomStream(1);
        Assert.Throws<ArgumentException>(() => Bootstrap.OfMean([], random));
        Assert.Throws<ArgumentException>(() => Bootstrap.OfMean([1, double.NaN], random));
        Assert.Throws<ArgumentOutOfRangeException>(() => Bootstrap.OfMean([1], random, repeats: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Bootstrap.OfMean([1], random, confidence: 1));
    }
}
