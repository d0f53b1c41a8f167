using System.Numerics;
using MathNet.Numerics.LinearAlgebra.Double;

namespace DeepDive.Numerics;

/// <summary>Singular values of matrices.</summary>
public static class SingularValues
{
    /// <summary>All min(n, d) singular values of a matrix, largest first.</summary>
    /// <param name="matrix">[n, d].</param>
    public static double[] Of<T>(Matrix<T> matrix)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(matrix);
        var dense = DenseMatrix.Create(matrix.Rows, matrix.Columns, (i, j) => double.CreateTruncating(matrix[i, j]));
        return dense.Svd(computeVectors: false).S.ToArray();
    }
}
