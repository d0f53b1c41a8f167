using System.Numerics;
using System.Numerics.Tensors;

namespace DeepDive.Numerics;

/// <summary>The best eigenpairs of a symmetric matrix within the span of some vectors (Rayleigh–Ritz), in float64 but for the product with the matrix.</summary>
internal static class RayleighRitz
{
    private const double Epsilon = 1.0 / (1L << 52);
    private const int MaxSweeps = 30;

    /// <summary>Replaces the vectors by orthonormal Ritz vectors, and returns their Ritz values, largest first.</summary>
    /// <param name="matrix">A, [n, n].</param>
    /// <param name="vectors">k linearly independent vectors of length n.</param>
    public static double[] Improve<T>(Matrix<T> matrix, double[][] vectors)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Orthonormalise(vectors);
        var projected = Project(matrix, vectors);
        Diagonalise(projected, vectors);
        var values = new double[vectors.Length];
        for (var i = 0; i < values.Length; i++) values[i] = projected[i][i];
        Array.Sort(values, vectors);
        Array.Reverse(values);
        Array.Reverse(vectors);
        return values;
    }

    /// <summary>
    /// Gram–Schmidt, each vector twice, which is enough (Giraud, Langou, Rozložník and van den Eshof 2005). Returns the
    /// smallest part of a unit vector that was left of it.
    /// </summary>
    public static double Orthonormalise(double[][] vectors)
    {
        var shortest = 1.0;
        for (var i = 0; i < vectors.Length; i++)
        {
            Normalise(vectors[i]);
            for (var pass = 0; pass < 2; pass++)
            {
                for (var j = 0; j < i; j++) AddScaled(vectors[j], -TensorPrimitives.Dot<double>(vectors[j], vectors[i]), vectors[i]);
                shortest = Math.Min(shortest, Normalise(vectors[i]));
            }
        }

        return shortest;
    }

    private static double Normalise(double[] vector)
    {
        var norm = TensorPrimitives.Norm<double>(vector);
        TensorPrimitives.Divide(vector, norm, vector);
        return norm;
    }

    /// <summary>XᵀAX, its symmetric part.</summary>
    private static double[][] Project<T>(Matrix<T> matrix, double[][] vectors)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var count = vectors.Length;
        var x = new Matrix<T>(matrix.Rows, count);
        var y = new Matrix<T>(matrix.Rows, count);
        for (var i = 0; i < matrix.Rows; i++)
        {
            for (var j = 0; j < count; j++) x[i, j] = T.CreateTruncating(vectors[j][i]);
        }

        MatMul.NN(matrix, x, y);
        var projected = new double[count][];
        for (var j = 0; j < count; j++) projected[j] = new double[count];
        for (var j = 0; j < count; j++)
        {
            var image = Array.ConvertAll(y.Column(j), double.CreateTruncating);
            for (var i = 0; i < count; i++)
            {
                var half = 0.5 * TensorPrimitives.Dot<double>(vectors[i], image);
                projected[i][j] += half;
                projected[j][i] += half;
            }
        }

        return projected;
    }

    /// <summary>Jacobi's method (1846): plane rotations until nothing is left beside the diagonal; the vectors turn along.</summary>
    private static void Diagonalise(double[][] matrix, double[][] vectors)
    {
        var negligible = Epsilon * matrix.Max(row => TensorPrimitives.Norm<double>(row));
        for (var (sweep, turned) = (0, true); turned && sweep < MaxSweeps; sweep++)
        {
            turned = false;
            for (var i = 0; i < matrix.Length; i++)
            {
                for (var j = i + 1; j < matrix.Length; j++)
                {
                    if (Math.Abs(matrix[i][j]) <= negligible) continue;
                    turned = true;
                    Rotate(matrix, vectors, i, j);
                }
            }
        }
    }

    private static void Rotate(double[][] matrix, double[][] vectors, int i, int j)
    {
        var slope = (matrix[j][j] - matrix[i][i]) / (2 * matrix[i][j]);
        var tangent = Math.CopySign(1, slope) / (Math.Abs(slope) + Math.Sqrt(1 + slope * slope));
        var cosine = 1 / Math.Sqrt(1 + tangent * tangent);
        var sine = tangent * cosine;
        Turn(matrix[i], matrix[j], cosine, sine);
        foreach (var row in matrix) (row[i], row[j]) = (cosine * row[i] - sine * row[j], sine * row[i] + cosine * row[j]);
        Turn(vectors[i], vectors[j], cosine, sine);
    }

    private static void Turn(double[] x, double[] y, double cosine, double sine)
    {
        for (var i = 0; i < x.Length; i++) (x[i], y[i]) = (cosine * x[i] - sine * y[i], sine * x[i] + cosine * y[i]);
    }

    private static void AddScaled(double[] source, double factor, double[] target) =>
        TensorPrimitives.MultiplyAdd(source, factor, target, target);
}
