using DeepDive.Analysis;
using DeepDive.Numerics;
using FsCheck;
using FsCheck.Fluent;
using static DeepDive.Tests.Analysis.RandomMatrices;

namespace DeepDive.Tests.Analysis;

public class RankTests
{
    // Ratios of sums of at most 40 positive float64 numbers.
    private const double Tolerance = 1e-10;

    [Fact]
    public void Ranks_of_two_and_one_are_the_check_values()
    {
        double[] sigma = [2, 1];
        double[] squares = [4, 1];
        Assert.Equal(1.8898815748, Rank.Soft(sigma), Tolerance);
        Assert.Equal(1.6493848885, Rank.Soft(squares), Tolerance);
        Assert.Equal(1.25, Rank.Stable(sigma), Tolerance);
        Assert.Equal(1.4705882353, Rank.Participation(squares), Tolerance);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(17)]
    public void Every_rank_of_k_equal_values_is_k(int k)
    {
        double[] spectrum = [.. Enumerable.Repeat(0.3, k), .. Enumerable.Repeat(0.0, 5)];
        Assert.Equal(k, Rank.Soft(spectrum), Tolerance);
        Assert.Equal(k, Rank.Numerical(spectrum));
        Assert.Equal(k, Rank.Stable(spectrum), Tolerance);
        Assert.Equal(k, Rank.Participation(spectrum), Tolerance);
    }

    [Fact]
    public void The_top_share_is_that_of_the_largest_in_whatever_order()
    {
        double[] spectrum = [1, 6, 0, 3];
        Assert.Equal(0.6, Rank.TopShare(spectrum, 1), 1e-15);
        Assert.Equal(0.9, Rank.TopShare(spectrum, 2), 1e-15);
        Assert.Equal(1, Rank.TopShare(spectrum, 3), 1e-15);
        Assert.Equal(1, Rank.TopShare(spectrum, 4), 1e-15);
        Assert.Equal(0.75, Rank.TopShare([1e308, 1e308, 1e308, 1e308], 3), 1e-15);
    }

    [Fact]
    public void A_spectrum_of_zeros_has_rank_0()
    {
        double[] zeros = [0, 0, 0];
        Assert.Equal(0, Rank.Soft(zeros));
        Assert.Equal(0, Rank.Numerical(zeros));
        Assert.Equal(0, Rank.Stable(zeros));
        Assert.Equal(0, Rank.Participation(zeros));
        Assert.Equal(0, Rank.RankMe(zeros));
        Assert.Equal(0, Rank.TopShare(zeros, 2));
    }

    [Fact]
    public void Numerical_rank_counts_values_strictly_above_the_threshold()
    {
        double[] lambda = [1000, 1.0001, 1, 0.5];
        Assert.Equal(2, Rank.Numerical(lambda));
        Assert.Equal(4, Rank.Numerical(lambda, threshold: 1e-4));
    }

    [Theory]
    [InlineData(1e-310)]
    [InlineData(1e-200)]
    [InlineData(1e300)]
    public void Scale_does_not_change_a_rank_however_extreme(double scale)
    {
        double[] spectrum = [2 * scale, scale];
        Assert.Equal(1.8898815748, Rank.Soft(spectrum), Tolerance);
        Assert.Equal(1.25, Rank.Stable(spectrum), Tolerance);
        Assert.Equal(1.8, Rank.Participation(spectrum), Tolerance);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(-1e-20)]
    [InlineData(double.PositiveInfinity)]
    public void A_spectrum_that_is_none_is_refused(double entry)
    {
        double[] spectrum = [1, entry];
        Assert.Throws<ArgumentException>(() => Rank.Soft(spectrum));
        Assert.Throws<ArgumentException>(() => Rank.Numerical(spectrum));
        Assert.Throws<ArgumentException>(() => Rank.Stable(spectrum));
        Assert.Throws<ArgumentException>(() => Rank.Participation(spectrum));
        Assert.Throws<ArgumentException>(() => Rank.RankMe(spectrum));
        Assert.Throws<ArgumentException>(() => Rank.TopShare(spectrum, 1));
    }

    [Fact]
    public void An_empty_spectrum_a_threshold_of_1_and_a_count_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Rank.TopShare([1, 2], 0));
        Assert.Contains("k must lie in 1…2", Assert.Throws<ArgumentOutOfRangeException>(() => Rank.TopShare([1, 2], 3)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Rank.Soft([]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Rank.Numerical([1], threshold: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Rank.Numerical([1], threshold: double.NaN));
    }

    [Fact]
    public void Spectra_and_ranks_agree_with_NumPy()
    {
        foreach (var golden in AnalysisGolden.Values.Ranks)
        {
            var matrix = AnalysisGolden.ToMatrix(golden.Matrix);
            var (sigma, lambda) = (Spectrum.OfMatrix(matrix), Spectrum.OfCovariance(matrix));
            AssertClose(golden.Sigma, sigma, 1e-12);
            AssertClose(golden.Lambda, lambda, 1e-12);
            Assert.Equal(golden.SoftOfSigma, Rank.Soft(sigma), Tolerance);
            Assert.Equal(golden.SoftOfLambda, Rank.Soft(lambda), Tolerance);
            Assert.Equal(golden.Numerical, Rank.Numerical(lambda));
            Assert.Equal(golden.Stable, Rank.Stable(sigma), Tolerance);
            Assert.Equal(golden.Participation, Rank.Participation(lambda), Tolerance);
            Assert.Equal(golden.RankMe, Rank.RankMe(sigma), Tolerance);
        }
    }

    [Fact]
    public void Ranks_lie_between_1_and_the_number_of_entries_and_do_not_depend_on_order_or_scale() =>
        Prop.ForAll<int>(seed =>
        {
            var random = new RandomStream((ulong)seed);
            var spectrum = Enumerable.Range(0, 1 + random.NextIndex(12)).Select(_ => Math.Exp(4 * random.NextNormal())).ToArray();
            var other = spectrum.Select(value => 3.7 * value).ToArray();
            random.Shuffle<double>(other);
            return Ranks(spectrum).Zip(Ranks(other)).All(pair =>
                pair.First >= 1 - 1e-12 && pair.First <= spectrum.Length + 1e-12 && Math.Abs(pair.First - pair.Second) < 1e-10);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Rotating_or_shifting_a_representation_leaves_its_spectrum() =>
        Prop.ForAll<int>(seed =>
        {
            var random = new RandomStream((ulong)seed);
            var (rows, columns) = (2 + random.NextIndex(12), 1 + random.NextIndex(12));
            var x = Normal(random, rows, columns);
            var moved = Map(Product(x, Orthogonal(random, columns)), value => value + 5);
            return Spectrum.OfCovariance(x).Zip(Spectrum.OfCovariance(moved)).All(pair => Math.Abs(pair.First - pair.Second) < 1e-10);
        }).QuickCheckThrowOnFailure();

    internal static void AssertClose(IReadOnlyList<double> expected, IReadOnlyList<double> actual, double relative)
    {
        Assert.Equal(expected.Count, actual.Count);
        for (var i = 0; i < expected.Count; i++) Assert.Equal(expected[i], actual[i], relative * expected[0]);
    }

    private static double[] Ranks(double[] spectrum) => [Rank.Soft(spectrum), Rank.Stable(spectrum), Rank.Participation(spectrum), Rank.Numerical(spectrum)];
}
