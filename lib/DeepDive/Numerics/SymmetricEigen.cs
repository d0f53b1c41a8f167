using System.Numerics;
using System.Numerics.Tensors;

namespace DeepDive.Numerics;

/// <summary>Eigenvalues of symmetric matrices, and eigenvectors of the largest or of all.</summary>
/// <remarks>Uses the threads of <see cref="Workers"/>. Same processor, same matrix → same bits, whatever <see cref="Workers.Count"/>.</remarks>
public static class SymmetricEigen
{
    // Below this two stages gain nothing that anybody would notice, and float matrices gain digits from float64.
    private const int MinOrderForTwoStages = 128;

    /// <summary>All eigenvalues of a symmetric matrix, largest first.</summary>
    /// <remarks>
    /// Small matrices: Householder tridiagonalisation and implicit QL in float64. Others: reduction to a band and from there to
    /// tridiagonal form (Bischof, Lang and Sun 2000), then bisection, in the matrix's own precision; ⁴⁄₃ n³ operations. Errors
    /// stay below n · ε · max|λ|, usually far below, with ε = 2⁻²³ (float) or 2⁻⁵² (double). A thread keeps the memory for its next call: n² / 2 elements.
    /// </remarks>
    /// <param name="matrix">[n, n], not changed; only its symmetric part, (M + Mᵀ) / 2, counts.</param>
    /// <exception cref="ArgumentException">The matrix is not square, or holds a number that is not finite.</exception>
    public static double[] Values<T>(Matrix<T> matrix)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var scale = ScaleOf(matrix);
        var values = matrix.Rows < MinOrderForTwoStages ? OneStage(matrix, scale) : TwoStageEigen<T>.Current.Values(matrix, scale, matrix.Rows);
        TensorPrimitives.Multiply(values, scale, values);
        return values;
    }

    /// <summary>The largest eigenvalues of a symmetric matrix with orthonormal eigenvectors.</summary>
    /// <remarks>
    /// Reduction to a band, inverse iteration there (Wielandt 1944), transformation back, and Rayleigh–Ritz with the
    /// matrix itself, so that vectors of equal or close eigenvalues are orthogonal too. Residuals ‖A·x − λ·x‖ stay below n · ε · max|λ|,
    /// as in <see cref="Values"/>. Each vector's element of largest magnitude is positive.
    /// </remarks>
    /// <param name="matrix">[n, n], not changed; only its symmetric part, (M + Mᵀ) / 2, counts.</param>
    /// <param name="count">How many eigenvalues k, from the largest down; 1 ≤ k ≤ n.</param>
    /// <returns>Values [k], largest first; vectors [n, k], one a column.</returns>
    /// <exception cref="ArgumentException">The matrix is not square, or holds a number that is not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The count is not in 1…n.</exception>
    public static (double[] Values, Matrix<T> Vectors) Top<T>(Matrix<T> matrix, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var scale = ScaleOf(matrix);
        if (count < 1 || count > matrix.Rows)
            throw new ArgumentOutOfRangeException(nameof(count), count, $"count must lie in 1…{matrix.Rows}, the matrix's order, but was {count}");
        var vectors = TwoStageEigen<T>.Current.Vectors(matrix, scale, count);
        var values = RayleighRitz.Improve(matrix, vectors);
        var result = new Matrix<T>(matrix.Rows, count);
        for (var j = 0; j < count; j++)
        {
            var sign = Math.Sign(vectors[j][TensorPrimitives.IndexOfMaxMagnitude<double>(vectors[j])]);
            for (var i = 0; i < matrix.Rows; i++) result[i, j] = T.CreateTruncating(sign * vectors[j][i]);
        }

        return (values, result);
    }

    /// <summary>All eigenvalues and orthonormal eigenvectors of a symmetric matrix, M = X·Λ·Xᵀ.</summary>
    /// <remarks>
    /// Householder tridiagonalisation and implicit QL in float64 (Bowdler, Martin, Reinsch and Wilkinson 1968), about 8 n³ operations: for
    /// up to a few thousand rows; <see cref="Top"/> is for a few vectors of more. Each vector's element of largest magnitude is positive.
    /// </remarks>
    /// <param name="matrix">[n, n], not changed; only its symmetric part, (M + Mᵀ) / 2, counts.</param>
    /// <returns>Values [n], largest first; vectors [n, n], one a column.</returns>
    /// <exception cref="ArgumentException">The matrix is not square, or holds a number that is not finite.</exception>
    public static (double[] Values, Matrix<double> Vectors) Decompose<T>(Matrix<T> matrix)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var scale = ScaleOf(matrix);
        var (values, rows) = OneStageEigen.Pairs(matrix, scale);
        var order = Enumerable.Range(0, values.Length).OrderByDescending(i => values[i]).ToArray();
        var vectors = new Matrix<double>(matrix.Rows, matrix.Rows);
        for (var j = 0; j < order.Length; j++)
        {
            var row = rows.Row(order[j]);
            // Many rotations leave a length that is 1 but for their rounding.
            var length = Math.CopySign(TensorPrimitives.Norm<double>(row), row[TensorPrimitives.IndexOfMaxMagnitude<double>(row)]);
            for (var i = 0; i < row.Length; i++) vectors[i, j] = row[i] / length;
        }

        return ([.. order.Select(i => values[i] * scale)], vectors);
    }

    /// <summary>A power of two to divide by; refuses matrices that have no eigenvalues.</summary>
    private static double ScaleOf<T>(Matrix<T> matrix)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(matrix);
        if (matrix.Rows != matrix.Columns)
            throw new ArgumentException($"the matrix must be square, but was [{matrix.Rows}, {matrix.Columns}]; SingularValues takes any shape", nameof(matrix));
        // The inverse must be finite too.
        var smallest = typeof(T) == typeof(float) ? -125 : -1021;
        return Math.Max(FiniteScale.Of(matrix, nameof(matrix)), Math.ScaleB(1, smallest));
    }

    private static double[] OneStage<T>(Matrix<T> matrix, double scale)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var values = OneStageEigen.Values(matrix, scale);
        Array.Sort(values);
        Array.Reverse(values);
        return values;
    }
}
