using DeepDive.Bench.Growth;

namespace DeepDive.Bench.Tests;

public class PowerFitTests
{
    [Theory]
    [InlineData(0.5)]
    [InlineData(1)]
    [InlineData(2)]
    public void A_power_law_gives_its_own_exponent(double exponent)
    {
        double[] x = [250, 500, 1000, 4000, 16_000];

        var fit = PowerFit.Of(x.Select(value => (value, 3e-7 * Math.Pow(value, exponent))));

        Assert.Equal(exponent, fit.Exponent, 1e-12);
        Assert.Equal(x.Length, fit.Count);
    }

    // numpy.polyfit(log([1, 2, 4, 8]), log([1, 3, 5, 20]), 1)[0]
    [Fact]
    public void Scattered_points_give_the_exponent_of_least_squares() =>
        Assert.Equal(1.3702749878828293, PowerFit.Of([(1, 1), (2, 3), (4, 5), (8, 20)]).Exponent, 1e-12);

    [Fact]
    public void What_was_not_measured_is_left_out()
    {
        var fit = PowerFit.Of([(1, 2), (2, 4), (4, double.NaN), (8, 0), (16, 32)]);

        Assert.Equal(1, fit.Exponent, 1e-12);
        Assert.Equal(3, fit.Count);
    }

    [Fact]
    public void Two_points_have_no_exponent()
    {
        var fit = PowerFit.Of([(1, 1), (2, 2)]);

        Assert.True(double.IsNaN(fit.Exponent));
        Assert.Equal("–", fit.ToString());
    }
}
