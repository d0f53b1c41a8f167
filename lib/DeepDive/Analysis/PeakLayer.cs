using DeepDive.Numerics;

namespace DeepDive.Analysis;

/// <summary>The layer at which a measure of the layers (a rank, CKA with the latents, a probe's score) is highest, over several seeds.</summary>
/// <remarks>Legend: s seeds, l layers. <see cref="RankPeak"/> says of one curve whether the highest layer is a peak at all.</remarks>
/// <param name="BySeed">The layer in each seed, [s].</param>
/// <param name="Mean">The mean over the seeds, with a bootstrap interval.</param>
/// <param name="OfMeanCurve">The layer at which the mean of the seeds' curves is highest, with a bootstrap interval over the seeds.</param>
public sealed record PeakLayer(IReadOnlyList<int> BySeed, BootstrapInterval Mean, BootstrapInterval OfMeanCurve)
{
    /// <summary>The layer at which one curve is highest, counted from 0; the first of equals.</summary>
    /// <param name="curve">The measure at each layer, [l], l ≥ 1.</param>
    /// <exception cref="ArgumentException">There is no layer, or a value is not a number.</exception>
    public static int Of(IReadOnlyList<double> curve)
    {
        ArgumentNullException.ThrowIfNull(curve);
        if (curve.Count == 0) throw new ArgumentException("a curve must have a layer, but had none; measure the layers first", nameof(curve));
        if (curve.Any(double.IsNaN)) throw new ArgumentException($"a curve must have a number at each layer, but was {string.Join(", ", curve)}; look for a diverged training run", nameof(curve));
        return Enumerable.Range(0, curve.Count).MaxBy(layer => curve[layer]);
    }

    /// <summary>The highest layer of each seed's curve, of their mean, and how sure both are.</summary>
    /// <param name="curves">The measure at each layer for each seed, s × [l].</param>
    /// <param name="random">Where the bootstrap's draws come from.</param>
    /// <param name="repeats">Number of draws, ≥ 1.</param>
    /// <exception cref="ArgumentException">There is no seed, curves differ in length, or as of <see cref="Of"/>.</exception>
    public static PeakLayer OverSeeds(IReadOnlyList<IReadOnlyList<double>> curves, RandomStream random, int repeats = 2000)
    {
        ArgumentNullException.ThrowIfNull(curves);
        ArgumentNullException.ThrowIfNull(random);
        if (curves.Count == 0) throw new ArgumentException("there must be a seed's curve, but there was none; train a network at least", nameof(curves));
        int[] peaks = [.. curves.Select(Of)];
        if (curves.Any(curve => curve.Count != curves[0].Count))
            throw new ArgumentException($"the seeds' curves must have equally many layers, but have {string.Join(", ", curves.Select(curve => curve.Count))}; take networks of one depth together", nameof(curves));
        return new(
            peaks,
            Bootstrap.OfMean([.. peaks.Select(peak => (double)peak)], random.Split("seeds"), repeats),
            Bootstrap.Interval(curves, sample => Of(MeanOf(sample)), random.Split("curves"), repeats));
    }

    private static double[] MeanOf(IReadOnlyList<IReadOnlyList<double>> curves) =>
        [.. Enumerable.Range(0, curves[0].Count).Select(layer => curves.Average(curve => curve[layer]))];
}
