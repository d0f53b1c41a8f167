using MathNet.Numerics.Distributions;

namespace DeepDive.Analysis;

/// <summary>A measure over several seeds.</summary>
/// <param name="Mean">Mean.</param>
/// <param name="StandardDeviation">Sample standard deviation (n − 1); 0 for a single value.</param>
/// <param name="Count">Number of seeds, n.</param>
/// <param name="Low">Lower end of the 95 % confidence interval of the mean, mean − t₀.₉₇₅,ₙ₋₁ · sd/√n; −∞ for a single value.</param>
/// <param name="High">Upper end; +∞ for a single value.</param>
public sealed record SeedSummary(double Mean, double StandardDeviation, int Count, double Low, double High)
{
    private const double UpperQuantile = 0.975;

    /// <summary>Summarises one value a seed; the interval is Student's (1908), for normal values.</summary>
    /// <exception cref="ArgumentException">No value, or one that is not finite.</exception>
    public static SeedSummary Of(params IReadOnlyList<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count == 0)
            throw new ArgumentException("there must be a value a seed, but there was none", nameof(values));
        if (values.Any(value => !double.IsFinite(value)))
            throw new ArgumentException($"values must be finite, but were {string.Join(", ", values)}", nameof(values));
        var (count, mean) = (values.Count, values.Average());
        if (count == 1) return new(mean, 0, 1, double.NegativeInfinity, double.PositiveInfinity);
        var deviation = Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (count - 1));
        var reach = StudentT.InvCDF(0, 1, count - 1, UpperQuantile) * deviation / Math.Sqrt(count);
        return new(mean, deviation, count, mean - reach, mean + reach);
    }

    /// <summary>The mean and the standard deviation, such as "0.912 ± 0.004".</summary>
    public override string ToString() => $"{Mean:G4} ± {StandardDeviation:G2}";
}
