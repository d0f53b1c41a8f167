using System.Numerics;
using System.Numerics.Tensors;
using DeepDive.Numerics;

namespace DeepDive.Analysis;

/// <summary>
/// A picture of rows in the plane that keeps neighbours together: uniform manifold approximation and projection (McInnes, Healy and
/// Melville 2018). Distances between groups, and sizes of groups, mean little; <see cref="Trustworthiness"/> says how far to trust neighbours.
/// </summary>
/// <remarks>
/// Neighbours are exact (Euclidean, n² · d operations as a matrix product). Points start at the first two principal components, so that
/// pictures of like rows are alike, and are moved by stochastic gradient descent. Legend: n rows, d features.
/// </remarks>
public static class Umap
{
    private const int MostRowsForManyEpochs = 10_000;
    private const double StartReach = 10;
    private const double StartNoise = 1e-4;

    /// <summary>Places rows in the plane.</summary>
    /// <remarks>
    /// Same rows, options and processor → same bits, whatever <see cref="Workers.Count"/>. The descent runs on one thread; draw several
    /// layers side by side with <see cref="Workers.For"/>.
    /// </remarks>
    /// <param name="x">[n, d], n ≥ 2.</param>
    /// <param name="options">Neighbours, distances, epochs and seed.</param>
    /// <param name="cancellation">Stops before the next block of rows or epoch.</param>
    /// <returns>[n, 2].</returns>
    /// <exception cref="ArgumentException">A row is not finite, or an option does not fit the rows.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static Matrix<float> Embed<T>(Matrix<T> x, UmapOptions? options = null, CancellationToken cancellation = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.ThrowIfEmptyOrNotFinite(x, "the rows");
        options ??= new();
        options.ThrowIfInvalid(x.Rows);
        var random = new RandomStream(options.Seed);
        var graph = FuzzyGraph.Of(x, options.Neighbours, cancellation);
        var points = Start(x, random.Split("start"));
        var epochs = options.Epochs ?? (x.Rows <= MostRowsForManyEpochs ? 500 : 200);
        new UmapLayout(points, UmapCurve.Fit(options.MinDistance, options.Spread), random.Split("negatives")).Run(graph, epochs, options.Negatives, cancellation);
        var result = new Matrix<float>(x.Rows, 2);
        TensorPrimitives.ConvertTruncating<double, float>(points, result.AsSpan());
        return result;
    }

    // A little noise parts equal rows, which nothing else would.
    private static double[] Start<T>(Matrix<T> x, RandomStream random)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var scores = Pca.Of(x, Math.Min(2, x.Columns)).Scores;
        var reach = Math.Abs(TensorPrimitives.MaxMagnitude<double>(scores.AsSpan()));
        var points = new double[2 * x.Rows];
        for (var i = 0; i < points.Length; i++)
        {
            var score = i % 2 < scores.Columns && reach > 0 ? scores[i / 2, i % 2] / reach : 0;
            points[i] = StartReach * score + StartNoise * random.NextNormal();
        }

        return points;
    }
}
