using System.Numerics.Tensors;
using DeepDive.Numerics;

namespace DeepDive.Analysis;

/// <summary>Multiplies every class's part of a vector [k, m] by the inverse of one matrix [m, m], C⁻¹ = L⁻ᵀL⁻¹ with C = L·Lᵀ.</summary>
internal sealed class CurvaturePreconditioner
{
    // A share of the mean diagonal is added to the diagonal: features may be constant or copies of each other.
    private const double Ridge = 1e-6;

    private readonly Matrix<double> _inverse;
    private readonly Matrix<double> _rows, _half;

    /// <param name="classes">k.</param>
    /// <param name="curvature">C, symmetric and positive semi-definite; overwritten.</param>
    public CurvaturePreconditioner(int classes, Matrix<double> curvature)
    {
        (_rows, _half) = (new Matrix<double>(classes, curvature.Rows), new Matrix<double>(classes, curvature.Rows));
        double trace = 0;
        for (var i = 0; i < curvature.Rows; i++) trace += curvature[i, i];
        var ridge = Ridge * trace / curvature.Rows;
        for (var i = 0; i < curvature.Rows; i++) curvature[i, i] += ridge;
        FactorInPlace(curvature, ridge);
        _inverse = InverseOfLower(curvature);
    }

    /// <summary>The vector times C⁻¹, class by class, in place.</summary>
    public void Apply(double[] vector)
    {
        vector.CopyTo(_rows.AsSpan());
        MatMul.NT(_rows, _inverse, _half);
        MatMul.NN(_half, _inverse, _rows);
        _rows.AsSpan().CopyTo(vector);
    }

    /// <summary>C = L·Lᵀ, L in the lower triangle (Cholesky, row by row); rounding may not push a pivot below the ridge.</summary>
    private static void FactorInPlace(Matrix<double> matrix, double leastPivot)
    {
        for (var i = 0; i < matrix.Rows; i++)
        {
            var row = matrix.Row(i);
            for (var j = 0; j < i; j++) row[j] = (row[j] - TensorPrimitives.Dot<double>(row[..j], matrix.Row(j)[..j])) / matrix[j, j];
            row[i] = Math.Sqrt(Math.Max(row[i] - TensorPrimitives.SumOfSquares<double>(row[..i]), leastPivot));
        }
    }

    /// <summary>L⁻¹: row i is (e_i − Σ_{j &lt; i} L_ij · row j) / L_ii.</summary>
    private static Matrix<double> InverseOfLower(Matrix<double> lower)
    {
        var inverse = new Matrix<double>(lower.Rows, lower.Rows);
        for (var i = 0; i < lower.Rows; i++)
        {
            var row = inverse.Row(i);
            for (var j = 0; j < i; j++) TensorPrimitives.MultiplyAdd(inverse.Row(j)[..(j + 1)], -lower[i, j], row[..(j + 1)], row[..(j + 1)]);
            row[i] = 1;
            TensorPrimitives.Divide(row[..(i + 1)], lower[i, i], row[..(i + 1)]);
        }

        return inverse;
    }
}
