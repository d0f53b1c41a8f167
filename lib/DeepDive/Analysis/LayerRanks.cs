using System.Numerics;
using DeepDive.Numerics;

namespace DeepDive.Analysis;

/// <summary>The ranks of every layer of a network, layer after layer. Legend: n rows, d features.</summary>
public static class LayerRanks
{
    /// <summary>Ranks of representations, from λ of each layer's centred covariance.</summary>
    /// <param name="representations">One [n, d] a layer.</param>
    public static IReadOnlyList<LayerRank> OfRepresentations<T>(IReadOnlyList<Matrix<T>> representations)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        ForEach(representations, x => OfLambda(Spectrum.OfCovariance(x)));

    /// <summary>Ranks of matrices as they are, such as weights, from σ.</summary>
    /// <remarks>For the weights up to a layer taken together: pass <see cref="EffectiveWeights.Linear"/> or <see cref="EffectiveWeights.MeanJacobians{T}(IReadOnlyList{Matrix{T}}, IReadOnlyList{Matrix{T}})"/>.</remarks>
    /// <param name="weights">One [out, in] a layer.</param>
    public static IReadOnlyList<LayerRank> OfWeights<T>(IReadOnlyList<Matrix<T>> weights)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        ForEach(weights, weight => OfSigma(Spectrum.OfMatrix(weight)));

    private static LayerRank OfLambda(double[] lambda) =>
        new(lambda, Rank.Soft(lambda), Rank.Numerical(lambda), Rank.Stable(Map(lambda, Math.Sqrt)), Rank.Participation(lambda));

    private static LayerRank OfSigma(double[] sigma)
    {
        // Ranks do not depend on the scale, and squares of shares cannot overflow.
        var largest = sigma[0] > 0 ? sigma[0] : 1;
        var lambda = Map(sigma, value => value / largest * (value / largest));
        return new(sigma, Rank.Soft(sigma), Rank.Numerical(lambda), Rank.Stable(sigma), Rank.Participation(lambda));
    }

    private static LayerRank[] ForEach<T>(IReadOnlyList<Matrix<T>> layers, Func<Matrix<T>, LayerRank> rank)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(layers);
        return [.. layers.Select(rank)];
    }

    private static double[] Map(double[] values, Converter<double, double> map) => Array.ConvertAll(values, map);
}
