using System.Numerics;
using DeepDive.Numerics;

namespace DeepDive.Analysis;

/// <summary>Inner products of the centred kernels exp(−d²/(2 t² median d²)) of several representations [n, d] of the same rows.</summary>
internal static class RbfKernel
{
    /// <summary>Of each pair of layers: n² × biased HSIC, or n(n − 3) × unbiased HSIC (Song et al. 2012, eq. 5).</summary>
    public static double[] InnerProducts<T>(
        IReadOnlyList<Matrix<T>> layers, IReadOnlyList<(int First, int Second)> pairs, double bandwidth, MedianRule rule, bool debias)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var distances = new DistanceTriangle<T>[layers.Count];
        var (factors, medians) = (new T[layers.Count], new T[layers.Count]);
        Workers.For(layers.Count, l =>
        {
            distances[l] = new(Centring.Centre<T, T>(layers[l]));
            var median = MedianOf(distances[l], rule);

            // A median of 0 has a limit: 1 where rows coincide, 0 elsewhere. The largest finite factor gives it, without 0·∞.
            factors[l] = T.Max(T.CreateTruncating(-1 / (2 * bandwidth * bandwidth * median)), -T.BitDecrement(T.PositiveInfinity));
            medians[l] = T.CreateTruncating(median);
        });

        // Centring takes the kernels' shifts away again, so that any will do.
        var sums = KernelSums.Of(distances, factors, medians);
        foreach (var triangle in distances) triangle.Dispose();

        var diagonals = Array.ConvertAll(sums.Shifts, shift => 1 - shift);
        var noise = Noise<T>(layers[0].Rows);
        return [.. pairs.Select(pair =>
        {
            var (first, second) = pair;
            var product = debias
                ? Unbiased(sums.Products[first, second], sums.Rows[first], sums.Rows[second])
                : Biased(sums.Products[first, second], sums.Rows[first], diagonals[first], sums.Rows[second], diagonals[second]);
            return first == second && product <= noise ? 0 : product;
        })];
    }

    /// <summary>⟨HKH, HLH⟩ = ⟨K, L⟩ − n² k̄ l̄ − 2n Σ_i (k̄_i − k̄)(l̄_i − l̄), k̄_i being means of rows and k̄ of all.</summary>
    private static double Biased(double product, double[] k, double diagonalK, double[] l, double diagonalL)
    {
        var (meanK, meanL) = (k.Average() + diagonalK, l.Average() + diagonalL);
        double covariance = 0;
        for (var i = 0; i < k.Length; i++) covariance += (k[i] + diagonalK - meanK) * (l[i] + diagonalL - meanL);
        return product + k.Length * diagonalK * diagonalL - meanK * meanL - 2.0 / k.Length * covariance;
    }

    /// <summary>The same with U-centred kernels, whose diagonal is left out (Székely and Rizzo 2014, eq. 2.1).</summary>
    private static double Unbiased(double product, double[] k, double[] l)
    {
        double n = k.Length;
        var (meanK, meanL) = (k.Average(), l.Average());
        double covariance = 0;
        for (var i = 0; i < k.Length; i++) covariance += (k[i] - meanK) * (l[i] - meanL);
        return product - n / (n - 1) * meanK * meanL - 2 / (n - 2) * covariance;
    }

    /// <summary>The median of the n² squared distances, or of those that are not 0; 0 if there are none.</summary>
    /// <remarks>Each distance of the triangle stands twice among the n² entries, beside n zeros: ranks there are halved here.</remarks>
    private static double MedianOf<T>(DistanceTriangle<T> distances, MedianRule rule)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var zeros = rule == MedianRule.NonZero ? distances.Values.Count(T.Zero) : 0;
        var diagonal = rule == MedianRule.All ? distances.Rows : 0;
        var entries = diagonal + 2L * (distances.PairCount - zeros);
        if (entries == 0) return 0;
        int Rank(long entry) => zeros + (int)((entry - diagonal) / 2);
        var (low, high) = ((entries - 1) / 2, entries / 2);
        return high < diagonal ? 0
            : low < diagonal ? OrderStatistic.MeanOfRanks<T>(distances.Values, 0, 0) / 2
            : OrderStatistic.MeanOfRanks<T>(distances.Values, Rank(low), Rank(high));
    }

    // Kernel entries are at most 1, so a centred kernel whose entries are no more than a few of its rounding steps is zero.
    private static double Noise<T>(int size)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Math.Pow(8 * double.CreateTruncating(T.BitIncrement(T.One) - T.One) * size, 2);
}
