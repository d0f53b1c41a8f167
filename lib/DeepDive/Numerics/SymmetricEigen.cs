using System.Numerics;
using System.Numerics.Tensors;

namespace DeepDive.Numerics;

/// <summary>Eigenvalues of symmetric matrices.</summary>
/// <remarks>Same processor, same matrix → same bits.</remarks>
public static class SymmetricEigen
{
    /// <summary>All eigenvalues of a symmetric matrix, largest first.</summary>
    /// <remarks>
    /// Householder tridiagonalisation and implicit QL in float64 (Golub and Van Loan 2013, chapter 8); ⁴⁄₃ n³ operations.
    /// Errors stay below n · 2⁻⁵² · max|λ|, usually far below.
    /// </remarks>
    /// <param name="matrix">[n, n], not changed; only its symmetric part, (M + Mᵀ) / 2, counts.</param>
    /// <exception cref="ArgumentException">The matrix is not square, or holds a number that is not finite.</exception>
    public static double[] Values<T>(Matrix<T> matrix)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var scale = ScaleOf(matrix);
        var values = OneStageEigen.Values(matrix, scale);
        Array.Sort(values);
        Array.Reverse(values);
        TensorPrimitives.Multiply(values, scale, values);
        return values;
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
}
