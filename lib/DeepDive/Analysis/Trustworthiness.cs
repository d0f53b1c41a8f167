using System.Numerics;
using DeepDive.Numerics;

namespace DeepDive.Analysis;

/// <summary>
/// How far neighbours in a picture are neighbours in truth (Venna and Kaski 2001): 1 − 2/(nk(2n − 3k − 1)) · Σ_i Σ_j max(0, r(i, j) − k) over the k
/// nearest rows j of i in the picture, r(i, j) the rank of j among the rows nearest to i in truth, 1 for the nearest.
/// </summary>
public static class Trustworthiness
{
    /// <summary>The trustworthiness of a picture of rows.</summary>
    /// <remarks>Euclidean; equal distances rank by index. n² · d operations, n² distances of which some rows are kept at a time. Legend: n rows, d features.</remarks>
    /// <param name="x">The rows in truth, [n, d].</param>
    /// <param name="picture">The same rows in the picture, [n, any].</param>
    /// <param name="neighbours">k, in 1…(n − 1)/2.</param>
    /// <param name="cancellation">Stops before the next block of rows.</param>
    /// <returns>In 0…1; 1 if no false neighbour is among the k nearest, about 0.5 for a random picture.</returns>
    /// <exception cref="ArgumentException">Rows do not match, or are not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of neighbours does not fit the rows.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static double Of<T, TPicture>(Matrix<T> x, Matrix<TPicture> picture, int neighbours = 15, CancellationToken cancellation = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TPicture : unmanaged, IBinaryFloatingPointIeee754<TPicture>
    {
        Guard.ThrowIfEmptyOrNotFinite(x, "the rows");
        Guard.ThrowIfEmptyOrNotFinite(picture, "the picture");
        if (x.Rows != picture.Rows) throw new ArgumentException($"the picture must have a point a row, but has {picture.Rows} of {x.Rows} rows", nameof(picture));
        if (neighbours < 1 || neighbours > (x.Rows - 1) / 2)
            throw new ArgumentOutOfRangeException(nameof(neighbours), neighbours, $"neighbours must lie in 1…{(x.Rows - 1) / 2}, less than half of the {x.Rows} rows, but was {neighbours}");
        var near = NearestNeighbours.Of(picture, neighbours, cancellation);
        var excess = new long[x.Rows];
        DistanceRows.Visit(
            x,
            (row, squared) =>
            {
                squared[row] = double.PositiveInfinity;
                foreach (var other in near.IndicesOf(row)) excess[row] += Math.Max(0, RankOf(other, squared) - neighbours);
            },
            cancellation);
        return 1 - 2.0 * excess.Sum() / ((double)x.Rows * neighbours * (2L * x.Rows - 3L * neighbours - 1));
    }

    private static int RankOf(int other, ReadOnlySpan<double> squared)
    {
        var rank = 1;
        for (var i = 0; i < squared.Length; i++)
        {
            if (squared[i] < squared[other] || (squared[i] == squared[other] && i < other)) rank++;
        }

        return rank;
    }
}
