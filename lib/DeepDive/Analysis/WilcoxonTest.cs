using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;

namespace DeepDive.Analysis;

/// <summary>Whether one of two measures of the same runs is larger, by the signs and ranks of the differences (Wilcoxon 1945).</summary>
/// <remarks>Runs without a difference are left out; equal differences share their mean rank. With n runs no p-value is below 2 / 2ⁿ: 0.0625 for 5.</remarks>
/// <param name="Positive">Sum of the ranks of |x − y| where x is larger.</param>
/// <param name="Negative">Sum of the ranks of |x − y| where y is larger.</param>
/// <param name="PValue">
/// Chance of a smaller sum at most as large if signs were drawn by coin, two-sided: exact, ties included, for n ≤ 50; by a normal
/// distribution with the variance that ties leave for more.
/// </param>
/// <param name="Count">Number of runs with a difference, n.</param>
public sealed record WilcoxonTest(double Positive, double Negative, double PValue, int Count)
{
    private const int MostExact = 50;

    /// <summary>The smaller of the two sums.</summary>
    public double Statistic => Math.Min(Positive, Negative);

    /// <summary>Tests pairs; p is 1 where no pair differs.</summary>
    /// <param name="x">[n], n ≥ 1.</param>
    /// <param name="y">[n].</param>
    /// <exception cref="ArgumentException">The lengths differ, there is no pair, or a value is not finite.</exception>
    public static WilcoxonTest Of(IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        ThrowIfUnfit(x, y);
        double[] differences = [.. x.Zip(y, (a, b) => a - b).Where(difference => difference != 0)];
        if (differences.Length == 0) return new(0, 0, 1, 0);
        var ranks = ArrayStatistics.RanksInplace(Array.ConvertAll(differences, Math.Abs));
        var positive = ranks.Where((_, i) => differences[i] > 0).Sum();
        var negative = ranks.Where((_, i) => differences[i] < 0).Sum();
        var smaller = Math.Min(positive, negative);
        var below = ranks.Length <= MostExact ? ExactBelow(ranks, smaller) : NormalBelow(ranks, smaller);
        return new(positive, negative, Math.Min(1, 2 * below), ranks.Length);
    }

    // Mean ranks are multiples of a half, so that doubled sums are whole: the distribution of the sum, rank by rank.
    private static double ExactBelow(double[] ranks, double statistic)
    {
        int[] doubled = [.. ranks.Select(rank => (int)(2 * rank))];
        var chances = new double[doubled.Sum() + 1];
        chances[0] = 1;
        foreach (var rank in doubled)
        {
            for (var sum = chances.Length - 1; sum >= 0; sum--)
                chances[sum] = (chances[sum] + (sum >= rank ? chances[sum - rank] : 0)) / 2;
        }

        return chances.Take((int)(2 * statistic) + 1).Sum();
    }

    private static double NormalBelow(double[] ranks, double statistic) =>
        Normal.CDF(ranks.Sum() / 2, Math.Sqrt(ranks.Sum(rank => rank * rank) / 4), statistic);

    private static void ThrowIfUnfit(IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        if (x.Count != y.Count) throw new ArgumentException($"there must be as many values of both, but there are {x.Count} and {y.Count}; pair them run by run", nameof(y));
        if (x.Count == 0) throw new ArgumentException("there must be a pair, but there was none; measure a run at least", nameof(x));
        if (x.Concat(y).Any(value => !double.IsFinite(value))) throw new ArgumentException("values must be finite, but one is not; look for a diverged training run", nameof(x));
    }
}
