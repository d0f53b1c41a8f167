using MathNet.Numerics.Distributions;
using Statistics = MathNet.Numerics.Statistics;

namespace DeepDive.Analysis;

/// <summary>How far two measures of the same runs rise and fall together.</summary>
/// <remarks>Where one of them is the same in all runs there is nothing to rise with: coefficient 0, p = 1.</remarks>
/// <param name="Coefficient">−1…1.</param>
/// <param name="PValue">
/// Chance of a coefficient at least as far from 0 if the two were independent, two-sided, by Student's t with n − 2 degrees of
/// freedom: exact for normal values and <see cref="Pearson"/>, an approximation for <see cref="Spearman"/> that wants n ≥ 10 or so.
/// </param>
/// <param name="Count">Number of runs, n.</param>
public sealed record Correlation(double Coefficient, double PValue, int Count)
{
    private const int FewestRuns = 3;

    /// <summary>Linear correlation r = Σ (x − x̄)(y − ȳ) / √(Σ (x − x̄)² Σ (y − ȳ)²) (Pearson 1895).</summary>
    /// <param name="x">[n], n ≥ 3.</param>
    /// <param name="y">[n].</param>
    /// <exception cref="ArgumentException">The lengths differ, there are fewer than three values, or one is not finite.</exception>
    public static Correlation Pearson(IReadOnlyList<double> x, IReadOnlyList<double> y) => Of(x, y, Statistics.Correlation.Pearson);

    /// <summary>Rank correlation: Pearson's of the ranks, equal values sharing their mean rank (Spearman 1904).</summary>
    /// <param name="x">[n], n ≥ 3.</param>
    /// <param name="y">[n].</param>
    /// <exception cref="ArgumentException">The lengths differ, there are fewer than three values, or one is not finite.</exception>
    public static Correlation Spearman(IReadOnlyList<double> x, IReadOnlyList<double> y) => Of(x, y, Statistics.Correlation.Spearman);

    private static Correlation Of(IReadOnlyList<double> x, IReadOnlyList<double> y, Func<IEnumerable<double>, IEnumerable<double>, double> coefficient)
    {
        ThrowIfUnfit(x, y);
        if (IsConstant(x) || IsConstant(y)) return new(0, 1, x.Count);
        var r = Math.Clamp(coefficient(x, y), -1, 1);
        var t = r * Math.Sqrt((x.Count - 2) / ((1 - r) * (1 + r)));
        return new(r, double.IsInfinity(t) ? 0 : 2 * StudentT.CDF(0, 1, x.Count - 2, -Math.Abs(t)), x.Count);
    }

    private static bool IsConstant(IReadOnlyList<double> values) => values.All(value => value == values[0]);

    private static void ThrowIfUnfit(IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        if (x.Count != y.Count) throw new ArgumentException($"there must be as many values of both, but there are {x.Count} and {y.Count}; pair them run by run", nameof(y));
        if (x.Count < FewestRuns) throw new ArgumentException($"a correlation needs ≥ {FewestRuns} runs, but there were {x.Count}; two always lie on a line", nameof(x));
        if (x.Concat(y).Any(value => !double.IsFinite(value))) throw new ArgumentException("values must be finite, but one is not; look for a diverged training run", nameof(x));
    }
}
