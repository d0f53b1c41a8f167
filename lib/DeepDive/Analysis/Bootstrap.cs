using DeepDive.Numerics;

namespace DeepDive.Analysis;

/// <summary>How far a statistic of a few seeds or rows could be from its value, by drawing them anew (Efron 1979).</summary>
public static class Bootstrap
{
    private const double DefaultConfidence = 0.95;

    /// <summary>The percentile interval of a statistic: quantiles of its values on n items drawn with replacement from the n (Efron and Tibshirani 1993, §13.3).</summary>
    /// <remarks>
    /// Quantiles lie between the two nearest order statistics in proportion. The same stream gives the same interval. With fewer
    /// than about ten items it is narrower than its confidence says.
    /// </remarks>
    /// <typeparam name="TItem">A number, or whatever belongs together: a pair, or the curve of a seed.</typeparam>
    /// <param name="items">[n], n ≥ 1.</param>
    /// <param name="statistic">From n items, some of them several times, to a finite number.</param>
    /// <param name="random">Where the draws come from.</param>
    /// <param name="repeats">Number of draws, ≥ 1.</param>
    /// <param name="confidence">Share of draws inside, in (0, 1).</param>
    /// <exception cref="ArgumentException">There is no item, or the statistic is not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The repeats are not positive, or the confidence does not lie in (0, 1).</exception>
    public static BootstrapInterval Interval<TItem>(
        IReadOnlyList<TItem> items,
        Func<IReadOnlyList<TItem>, double> statistic,
        RandomStream random,
        int repeats = 2000,
        double confidence = DefaultConfidence)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(statistic);
        ArgumentNullException.ThrowIfNull(random);
        if (items.Count == 0) throw new ArgumentException("there must be an item to draw, but there was none; measure a seed at least", nameof(items));
        if (repeats < 1) throw new ArgumentOutOfRangeException(nameof(repeats), repeats, $"repeats must be ≥ 1, but was {repeats}; 2000 are usual");
        if (confidence is not (> 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(confidence), confidence, FormattableString.Invariant($"confidence must lie in (0, 1), but was {confidence}; 0.95 is usual"));
        var estimate = Finite(statistic(items));
        var (draws, drawn) = (new double[repeats], new TItem[items.Count]);
        for (var r = 0; r < repeats; r++)
        {
            for (var i = 0; i < drawn.Length; i++) drawn[i] = items[random.NextIndex(items.Count)];
            draws[r] = Finite(statistic(drawn));
        }

        Array.Sort(draws);
        return new(estimate, Quantile(draws, (1 - confidence) / 2), Quantile(draws, (1 + confidence) / 2));
    }

    /// <summary>The percentile interval of the mean.</summary>
    /// <param name="values">[n], one a seed.</param>
    /// <param name="random">Where the draws come from.</param>
    /// <param name="repeats">Number of draws, ≥ 1.</param>
    /// <param name="confidence">Share of draws inside, in (0, 1).</param>
    /// <exception cref="ArgumentException">There is no value, or one is not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">As of <see cref="Interval"/>.</exception>
    public static BootstrapInterval OfMean(IReadOnlyList<double> values, RandomStream random, int repeats = 2000, double confidence = DefaultConfidence) =>
        Interval(values, Enumerable.Average, random, repeats, confidence);

    private static double Finite(double value) => double.IsFinite(value)
        ? value
        : throw new ArgumentException($"the statistic must be finite, but was {value}; it must be defined where items repeat, too");

    // Hyndman and Fan (1996), definition 7.
    private static double Quantile(double[] sorted, double probability)
    {
        var place = probability * (sorted.Length - 1);
        var below = (int)place;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
