using System.Numerics;
using System.Numerics.Tensors;

namespace DeepDive.Numerics;

/// <summary>
/// Eigenvalues and eigenvectors of a symmetric matrix in float64 in one stage: Householder reduction to tridiagonal form, then the implicit
/// QL method (Bowdler, Martin, Reinsch and Wilkinson 1968). The plain twin of <see cref="TwoStageEigen{T, TVector, TLanes, TRows}"/>,
/// and faster than it for small matrices.
/// </summary>
internal static class OneStageEigen
{
    private const int RowsPerTask = 16;

    /// <summary>The eigenvalues of (M + Mᵀ)/(2 · scale), unsorted.</summary>
    public static double[] Values<T>(Matrix<T> matrix, double scale)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (diagonal, offDiagonal) = Tridiagonalise(LowerTriangle(matrix, scale));
        TridiagonalEigen.Solve(diagonal, offDiagonal);
        return diagonal;
    }

    /// <summary>The eigenvalues of (M + Mᵀ)/(2 · scale), unsorted, and orthonormal eigenvectors, one a row.</summary>
    public static (double[] Values, Matrix<double> Vectors) Pairs<T>(Matrix<T> matrix, double scale)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var lower = LowerTriangle(matrix, scale);
        var (diagonal, offDiagonal) = Tridiagonalise(lower);
        var vectors = Accumulate(lower);
        TridiagonalEigen.Solve(diagonal, offDiagonal, vectors);
        return (diagonal, vectors);
    }

    private static Matrix<double> LowerTriangle<T>(Matrix<T> matrix, double scale)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var lower = new Matrix<double>(matrix.Rows, matrix.Columns);
        for (var i = 0; i < matrix.Rows; i++)
        {
            for (var j = 0; j <= i; j++) lower[i, j] = 0.5 * (double.CreateTruncating(matrix[i, j]) / scale) + 0.5 * (double.CreateTruncating(matrix[j, i]) / scale);
        }

        return lower;
    }

    /// <summary>
    /// Clears row after row from the last with M ← H·M·H, H = I − u·uᵀ, and leaves each u in its row. The rank-two update that follows from one u waits until
    /// the next u is known, so that each row is read once a step: updated, then multiplied, while it is in the cache.
    /// </summary>
    private static (double[] Diagonal, double[] OffDiagonal) Tridiagonalise(Matrix<double> lower)
    {
        var n = lower.Rows;
        var (diagonal, offDiagonal) = (new double[n], new double[n]);
        var (u, w) = (new double[n], new double[n]);
        var (nextU, nextW) = (new double[n], new double[n]);
        for (var row = n - 1; row >= 0; row--)
        {
            var current = lower.Row(row)[..(row + 1)];
            Update(current, u, w, row);
            diagonal[row] = current[row];
            if (row > 0) offDiagonal[row - 1] = Reflector.Make(current[..row], nextU.AsSpan(0, row), row - 1);
            UpdateAndMultiply(lower, row, u, w, nextU, nextW);
            nextU.AsSpan(0, row).CopyTo(current);
            (u, w, nextU, nextW) = (nextU, nextW, u, w);
        }

        return (diagonal, offDiagonal);
    }

    /// <summary>Row i of M − u·wᵀ − w·uᵀ.</summary>
    private static void Update(Span<double> row, double[] u, double[] w, int i)
    {
        TensorPrimitives.MultiplyAdd(w.AsSpan(0, row.Length), -u[i], row, row);
        TensorPrimitives.MultiplyAdd(u.AsSpan(0, row.Length), -w[i], row, row);
    }

    /// <summary>Updates the leading rows with (u, w), and sets nextW so that (nextU, nextW) is the next update.</summary>
    private static void UpdateAndMultiply(Matrix<double> lower, int count, double[] u, double[] w, double[] nextU, double[] nextW)
    {
        var product = nextW.AsSpan(0, count);
        product.Clear();
        for (var i = 0; i < count; i++)
        {
            var row = lower.Row(i)[..(i + 1)];
            Update(row, u, w, i);
            product[i] += TensorPrimitives.Dot<double>(row, nextU.AsSpan(0, i + 1));
            TensorPrimitives.MultiplyAdd(row[..i], nextU[i], product[..i], product[..i]);
        }

        // H·M·H = M − u·wᵀ − w·uᵀ with w = p − ½ (uᵀp) u and p = M·u, as |u|² = 2.
        var vector = nextU.AsSpan(0, count);
        TensorPrimitives.MultiplyAdd(vector, -0.5 * TensorPrimitives.Dot<double>(vector, product), product, product);
    }

    /// <summary>H₁·H₂·…·H_{n−1}, whose transpose takes vectors of the tridiagonal form back; some rows a task, so that each u is read for all of them.</summary>
    private static Matrix<double> Accumulate(Matrix<double> reflectors)
    {
        var n = reflectors.Rows;
        var result = new Matrix<double>(n, n);
        Workers.For((n + RowsPerTask - 1) / RowsPerTask, task =>
        {
            var (first, end) = (task * RowsPerTask, Math.Min(n, (task + 1) * RowsPerTask));
            for (var i = first; i < end; i++) result[i, i] = 1;
            for (var count = first + 1; count < n; count++)
            {
                var u = reflectors.Row(count)[..count];
                for (var i = first; i < Math.Min(end, count); i++)
                {
                    var row = result.Row(i)[..count];
                    TensorPrimitives.MultiplyAdd(u, -TensorPrimitives.Dot<double>(u, row), row, row);
                }
            }
        });
        return result;
    }
}
