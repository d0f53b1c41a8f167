using System.Numerics;
using DeepDive.Numerics;

namespace DeepDive.Analysis;

/// <summary>The nearest other rows of every row, exactly. Legend: n rows, d features, k neighbours.</summary>
/// <param name="Count">k.</param>
/// <param name="Indices">[n · k], row after row, nearest first; of equal distances the lower index.</param>
/// <param name="Distances">[n · k], Euclidean.</param>
internal sealed record NearestNeighbours(int Count, int[] Indices, double[] Distances)
{
    /// <summary>Neighbours of a row, [k].</summary>
    public ReadOnlySpan<int> IndicesOf(int row) => Indices.AsSpan(row * Count, Count);

    /// <summary>Their distances, [k].</summary>
    public ReadOnlySpan<double> DistancesOf(int row) => Distances.AsSpan(row * Count, Count);

    /// <summary>Finds them by brute force: n² · d multiplications as a matrix product, then the distances of those chosen once more without cancellation.</summary>
    /// <param name="x">[n, d].</param>
    /// <param name="count">k, in 1…n − 1.</param>
    /// <param name="cancellation">Stops before the next block of rows.</param>
    public static NearestNeighbours Of<T>(Matrix<T> x, int count, CancellationToken cancellation = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var result = new NearestNeighbours(count, new int[checked(x.Rows * count)], new double[x.Rows * count]);
        DistanceRows.Visit(
            x,
            (row, squared) =>
            {
                squared[row] = double.PositiveInfinity;
                var indices = result.Indices.AsSpan(row * count, count);
                var distances = result.Distances.AsSpan(row * count, count);
                Smallest(squared, indices, distances);
                for (var j = 0; j < count; j++) distances[j] = Distance<T>(x.Row(row), x.Row(indices[j]));
                Order(indices, distances);
            },
            cancellation);
        return result;
    }

    private static double Distance<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
        {
            var difference = double.CreateTruncating(a[i]) - double.CreateTruncating(b[i]);
            sum += difference * difference;
        }

        return Math.Sqrt(sum);
    }

    // By insertion: after the first few rows almost none is nearer than the worst one kept.
    private static void Smallest(ReadOnlySpan<double> values, Span<int> indices, Span<double> kept)
    {
        kept.Fill(double.PositiveInfinity);
        for (var i = 0; i < values.Length; i++)
        {
            if (!(values[i] < kept[^1])) continue;
            var at = kept.Length - 1;
            for (; at > 0 && values[i] < kept[at - 1]; at--) (kept[at], indices[at]) = (kept[at - 1], indices[at - 1]);
            (kept[at], indices[at]) = (values[i], i);
        }
    }

    private static void Order(Span<int> indices, Span<double> distances)
    {
        for (var i = 1; i < indices.Length; i++)
        {
            var (index, distance, at) = (indices[i], distances[i], i);
            for (; at > 0 && (distance, index).CompareTo((distances[at - 1], indices[at - 1])) < 0; at--) (distances[at], indices[at]) = (distances[at - 1], indices[at - 1]);
            (distances[at], indices[at]) = (distance, index);
        }
    }
}
