using System.Text.Json;
using DeepDive.Analysis;
using DeepDive.Numerics;

namespace DeepDive.Tests.Analysis;

public class PairedComparisonTests
{
    public static TheoryData<string> Names => new(Cases.Select(golden => golden.Name));

    private static GoldenCase[] Cases { get; } = Read();

    [Theory]
    [MemberData(nameof(Names))]
    public void Wilcoxons_test_and_Cliffs_delta_are_SciPys(string name)
    {
        var golden = Cases.Single(golden => golden.Name == name);
        var test = WilcoxonTest.Of(golden.X, golden.Y);
        Assert.Equal(golden.Statistic, test.Statistic, 1e-12);
        Assert.Equal(golden.PValue, test.PValue, 1e-9 * golden.PValue);
        Assert.Equal(golden.Delta, CliffsDelta.Of(golden.X, golden.Y), 1e-12);
    }

    [Fact]
    public void With_ties_the_exact_p_value_is_that_of_all_signs()
    {
        // Differences 1, −1, 2, 2, −3, 4, 0: the last is left out.
        double[] x = [1, -1, 2, 2, -3, 4, 0], y = new double[7];
        double[] ranks = [1.5, 1.5, 3.5, 3.5, 5, 6];
        var test = WilcoxonTest.Of(x, y);
        Assert.Equal((14.5, 6.5, 6), (test.Positive, test.Negative, test.Count));
        var atMost = Enumerable.Range(0, 64).Count(signs => ranks.Where((_, i) => (signs >> i & 1) == 1).Sum() <= 6.5);
        Assert.Equal(2 * atMost / 64.0, test.PValue, 1e-15);
    }

    [Fact]
    public void Of_pairs_without_a_difference_one_in_twenty_has_a_p_value_below_a_twentieth()
    {
        var random = new RandomStream(3);
        double[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextNormal())];
        // Of 10 pairs the largest p below 0.05 that there is, is 0.0488.
        foreach (var pairs in new[] { 10, 60 })
            Assert.InRange(Enumerable.Range(0, 20_000).Count(_ => WilcoxonTest.Of(Draw(pairs), Draw(pairs)).PValue < 0.05) / 20_000.0, 0.044, 0.055);
    }

    [Fact]
    public void Worked_examples()
    {
        Assert.Equal(0.0625, WilcoxonTest.Of([5, 6, 7, 8, 9], [1, 1, 1, 1, 1]).PValue, 1e-15); // 2 / 2⁵
        Assert.Equal(new WilcoxonTest(0, 0, 1, 0), WilcoxonTest.Of([1, 2], [1, 2]));
        Assert.Equal(1, CliffsDelta.Of([3, 4], [1, 2]));
        Assert.Equal(-0.25, CliffsDelta.Of([1, 2], [2, 1.5]));
        Assert.Equal(0, CliffsDelta.Of([1, 1], [1]));
    }

    [Fact]
    public void Values_that_cannot_be_compared_are_refused()
    {
        Assert.Throws<ArgumentException>(() => WilcoxonTest.Of([1, 2], [1]));
        Assert.Throws<ArgumentException>(() => WilcoxonTest.Of([], []));
        Assert.Throws<ArgumentException>(() => WilcoxonTest.Of([double.NaN], [1]));
        Assert.Throws<ArgumentException>(() => CliffsDelta.Of([], [1]));
        Assert.Throws<ArgumentException>(() => CliffsDelta.Of([double.NaN], [1]));
    }

    private static GoldenCase[] Read()
    {
        using var stream = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Golden", "paired.json"));
        return JsonSerializer.Deserialize<GoldenCase[]>(stream, JsonSerializerOptions.Web)!;
    }

    private sealed record GoldenCase(string Name, double[] X, double[] Y, double Statistic, double PValue, double Delta);
}
