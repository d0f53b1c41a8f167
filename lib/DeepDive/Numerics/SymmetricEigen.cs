using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Double;

namespace DeepDive.Numerics;

/// <summary>Eigenvalues of symmetric matrices.</summary>
public static class SymmetricEigen
{
    /// <summary>All eigenvalues of a symmetric matrix, largest first.</summary>
    /// <param name="matrix">[n, n]; only its symmetric part counts.</param>
    public static double[] Values(Matrix<double> matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        var dense = DenseMatrix.Create(matrix.Rows, matrix.Columns, (i, j) => 0.5 * (matrix[i, j] + matrix[j, i]));
        var values = dense.Evd(Symmetricity.Symmetric).EigenValues.Select(value => value.Real).ToArray();
        Array.Sort(values);
        Array.Reverse(values);
        return values;
    }
}
