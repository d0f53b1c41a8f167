using System.Text.Json;
using DeepDive.Analysis;
using DeepDive.Numerics;

namespace DeepDive.Tests.Analysis;

public class CorrelationTests
{
    public static TheoryData<string> Names => new(Cases.Select(golden => golden.Name));

    private static GoldenCase[] Cases { get; } = Read();

    [Theory]
    [MemberData(nameof(Names))]
    public void Coefficients_and_p_values_are_SciPys(string name)
    {
        var golden = Cases.Single(golden => golden.Name == name);
        AssertClose(golden.Pearson, golden.PearsonP, Correlation.Pearson(golden.X, golden.Y));
        AssertClose(golden.Spearman, golden.SpearmanP, Correlation.Spearman(golden.X, golden.Y));
    }

    [Fact]
    public void Of_independent_values_one_in_twenty_has_a_p_value_below_a_twentieth()
    {
        var random = new RandomStream(7);
        var below = Enumerable.Range(0, 4000).Count(_ => Correlation.Pearson(Normal(random, 6), Normal(random, 6)).PValue < 0.05);
        Assert.InRange(below / 4000.0, 0.04, 0.06);
    }

    [Fact]
    public void What_is_the_same_in_all_runs_is_uncorrelated_with_anything()
    {
        Assert.Equal(new Correlation(0, 1, 3), Correlation.Pearson([1, 1, 1], [1, 2, 3]));
        Assert.Equal(new Correlation(0, 1, 3), Correlation.Spearman([1, 2, 3], [2, 2, 2]));
    }

    [Fact]
    public void Values_that_cannot_be_correlated_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Correlation.Pearson([1, 2, 3], [1, 2]));
        Assert.Throws<ArgumentException>(() => Correlation.Pearson([1, 2], [1, 2]));
        Assert.Throws<ArgumentException>(() => Correlation.Spearman([1, 2, double.NaN], [1, 2, 3]));
    }

    private static void AssertClose(double coefficient, double p, Correlation actual)
    {
        Assert.Equal(coefficient, actual.Coefficient, 1e-10);
        Assert.Equal(p, actual.PValue, 1e-9 + 1e-7 * p);
    }

    private static double[] Normal(RandomStream random, int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextNormal())];

    private static GoldenCase[] Read()
    {
        using var stream = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Golden", "correlation.json"));
        return JsonSerializer.Deserialize<GoldenCase[]>(stream, JsonSerializerOptions.Web)!;
    }

    private sealed record GoldenCase(string Name, double[] X, double[] Y, double Pearson, double PearsonP, double Spearman, double SpearmanP);
}
