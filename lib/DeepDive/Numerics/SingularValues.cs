using System.Numerics;
using System.Numerics.Tensors;

namespace DeepDive.Numerics;

/// <summary>Singular values of matrices.</summary>
public static class SingularValues
{
    /// <summary>All singular values, min(rows, columns) of them, largest first.</summary>
    /// <remarks>
    /// Householder reduction to bidiagonal form (Golub and Kahan 1965); the singular values of that form are the non-negative
    /// eigenvalues of the symmetric tridiagonal matrix with zero diagonal into which its entries interleave. Computed in
    /// float64 throughout, so errors are a small multiple of 2⁻⁵² σ₁ (no Gram matrix, which would lose half the digits of
    /// small ones). 4 n m² operations for the smaller size m. Same matrix → same bits.
    /// </remarks>
    /// <param name="matrix">[n, d].</param>
    /// <exception cref="ArgumentException">The matrix holds a number that is not finite.</exception>
    public static double[] Of<T>(Matrix<T> matrix)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(matrix);
        var scale = FiniteScale.Of(matrix, nameof(matrix));
        var tall = TallCopy(matrix, scale);
        var count = tall.Columns;
        var coupling = Bidiagonalise(tall);
        var values = new double[coupling.Length];
        TridiagonalEigen.Solve(values, coupling);
        Array.Sort(values);
        Array.Reverse(values);
        var result = values[..count];
        for (var i = 0; i < count; i++) result[i] = Math.Max(0, result[i]) * scale;
        return result;
    }

    private static Matrix<double> TallCopy<T>(Matrix<T> matrix, double scale)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var copy = matrix.To<double>();
        var tall = copy;
        if (copy.Rows < copy.Columns)
        {
            tall = new Matrix<double>(copy.Columns, copy.Rows);
            for (var i = 0; i < tall.Rows; i++)
            {
                for (var j = 0; j < tall.Columns; j++) tall[i, j] = copy[j, i];
            }
        }

        TensorPrimitives.Divide(tall.AsSpan(), scale, tall.AsSpan());
        return tall;
    }

    /// <summary>The bidiagonal's entries, row after row: diagonal, superdiagonal, diagonal, …, diagonal, then one unused.</summary>
    private static double[] Bidiagonalise(Matrix<double> tall)
    {
        var (n, d) = (tall.Rows, tall.Columns);
        var entries = new double[2 * d];
        var (column, left, right, product) = (new double[n], new double[n], new double[d], new double[d]);
        for (var k = 0; k < d; k++)
        {
            for (var i = k; i < n; i++) column[i] = tall[i, k];
            entries[2 * k] = Reflector.Make(column.AsSpan(k), left.AsSpan(k), 0);
            var rest = product.AsSpan(k + 1);
            rest.Clear();
            for (var i = k; i < n; i++) TensorPrimitives.MultiplyAdd(tall.Row(i)[(k + 1)..], left[i], rest, rest);
            ReflectFromLeft(tall.Row(k)[(k + 1)..], left[k], rest);
            entries[2 * k + 1] = Reflector.Make(tall.Row(k)[(k + 1)..], right.AsSpan(k + 1), 0);
            for (var i = k + 1; i < n; i++)
            {
                var row = tall.Row(i)[(k + 1)..];
                ReflectFromLeft(row, left[i], rest);
                ReflectFromRight(row, right.AsSpan(k + 1));
            }
        }

        return entries;
    }

    private static void ReflectFromLeft(Span<double> row, double factor, ReadOnlySpan<double> product) =>
        TensorPrimitives.MultiplyAdd(product, -factor, row, row);

    private static void ReflectFromRight(Span<double> row, ReadOnlySpan<double> u) =>
        TensorPrimitives.MultiplyAdd(u, -TensorPrimitives.Dot(row, u), row, row);
}
