using System.Numerics;
using DeepDive.Numerics;

namespace DeepDive.Analysis;

/// <summary>How far apart two representations of the same rows are, unit by unit. Legend: n rows, d features.</summary>
/// <remarks>
/// Masarczyk et al. (2023) look at the L1 norm of differences between successive layers. Relative to the size of both, it does not
/// depend on the scale of the activations. Unlike CKA it is not invariant to rotations, so that it says whether a layer passes its input on as it is.
/// </remarks>
public static class L1Distance
{
    /// <summary>The distance relative to the mean size of both: Σ |a − b| / ½ (Σ |a| + Σ |b|), from 0 (equal) to 2; 0 where both are zero.</summary>
    /// <remarks>Differences and sums are in float64, row after row: the same matrices give the same bits.</remarks>
    /// <param name="a">[n, d].</param>
    /// <param name="b">[n, d].</param>
    /// <exception cref="ArgumentException">The sizes differ, there are no rows, or a value is not finite.</exception>
    public static double Relative<T>(Matrix<T> a, Matrix<T> b)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.ThrowIfEmptyOrNotFinite(a, "the first representation");
        Guard.ThrowIfEmptyOrNotFinite(b, "the second representation");
        if ((a.Rows, a.Columns) != (b.Rows, b.Columns))
            throw new ArgumentException($"representations must have the same size, but are [{a.Rows}, {a.Columns}] and [{b.Rows}, {b.Columns}]; units can be compared between layers of equal width", nameof(b));
        var (apart, size) = (0.0, 0.0);
        for (var i = 0; i < a.Rows; i++)
        {
            ReadOnlySpan<T> rowA = a.Row(i), rowB = b.Row(i);
            for (var j = 0; j < rowA.Length; j++)
            {
                var (x, y) = (double.CreateTruncating(rowA[j]), double.CreateTruncating(rowB[j]));
                apart += Math.Abs(x - y);
                size += Math.Abs(x) + Math.Abs(y);
            }
        }

        return size > 0 ? 2 * (apart / size) : 0;
    }
}
