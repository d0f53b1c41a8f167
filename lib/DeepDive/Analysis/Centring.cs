using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using DeepDive.Numerics;

namespace DeepDive.Analysis;

/// <summary>Takes the mean row away from every row.</summary>
internal static class Centring
{
    // Rows are added in T for a few, then in float64: an error of the mean enters a covariance only by its square.
    private const int FlushRows = 32;

    /// <summary>x − 1·mean(x), [n, d]; a column of equal values becomes exactly zero.</summary>
    /// <remarks>Row 0 is taken away first, which makes constant columns exact and keeps the digits of a small spread on a large mean.</remarks>
    public static Matrix<TResult> Centre<T, TResult>(Matrix<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TResult : unmanaged, IBinaryFloatingPointIeee754<TResult>
    {
        var result = Matrix<TResult>.Uninitialised(x.Rows, x.Columns);
        Centre(x, result);
        return result;
    }

    /// <summary>As the other, into a matrix of the same size.</summary>
    public static void Centre<T, TResult>(Matrix<T> x, Matrix<TResult> result)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TResult : unmanaged, IBinaryFloatingPointIeee754<TResult>
    {
        var (first, means) = (new TResult[x.Columns], new TResult[x.Columns]);
        Copy<T, TResult>(x.Row(0), first);
        TensorPrimitives.ConvertTruncating<double, TResult>(MeansAboveFirstRow(x), means);
        for (var i = 0; i < x.Rows; i++)
        {
            var row = result.Row(i);
            Copy<T, TResult>(x.Row(i), row);
            TensorPrimitives.Subtract(row, first, row);
            TensorPrimitives.Subtract(row, means, row);
        }
    }

    private static double[] MeansAboveFirstRow<T>(Matrix<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (row, sums, means) = (new T[x.Columns], new T[x.Columns], new double[x.Columns]);
        for (var i = 0; i < x.Rows; i++)
        {
            TensorPrimitives.Subtract(x.Row(i), x.Row(0), row);
            TensorPrimitives.Add<T>(sums, row, sums);
            if (i % FlushRows != FlushRows - 1 && i != x.Rows - 1) continue;
            for (var j = 0; j < means.Length; j++) means[j] += double.CreateTruncating(sums[j]);
            sums.AsSpan().Clear();
        }

        TensorPrimitives.Divide(means, x.Rows, means);
        return means;
    }

    // The framework converts element by element even where there is nothing to convert.
    private static void Copy<T, TResult>(ReadOnlySpan<T> from, Span<TResult> to)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TResult : unmanaged, IBinaryFloatingPointIeee754<TResult>
    {
        if (typeof(T) == typeof(TResult)) MemoryMarshal.Cast<T, TResult>(from).CopyTo(to);
        else TensorPrimitives.ConvertTruncating(from, to);
    }
}
