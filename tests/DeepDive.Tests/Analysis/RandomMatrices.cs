using DeepDive.Numerics;

namespace DeepDive.Tests.Analysis;

/// <summary>Seeded matrices for the analysis tests.</summary>
internal static class RandomMatrices
{
    public static Matrix<double> Normal(RandomStream random, int rows, int columns)
    {
        var result = new Matrix<double>(rows, columns);
        foreach (ref var element in result.AsSpan()) element = random.NextNormal();
        return result;
    }

    /// <summary>An orthogonal matrix, by Gram and Schmidt on normal columns.</summary>
    public static Matrix<double> Orthogonal(RandomStream random, int size)
    {
        var rows = Normal(random, size, size);
        for (var i = 0; i < size; i++)
        {
            // Twice is enough (Parlett 1980).
            for (var pass = 0; pass < 2; pass++)
            {
                for (var j = 0; j < i; j++) AddTo(rows.Row(i), rows.Row(j), -Dot(rows.Row(i), rows.Row(j)));
            }

            var length = Math.Sqrt(Dot(rows.Row(i), rows.Row(i)));
            foreach (ref var element in rows.Row(i)) element /= length;
        }

        return rows;
    }

    public static Matrix<double> Product(Matrix<double> a, Matrix<double> b)
    {
        var result = new Matrix<double>(a.Rows, b.Columns);
        MatMul.NN(a, b, result);
        return result;
    }

    public static Matrix<double> Map(Matrix<double> matrix, Func<double, double> map)
    {
        var result = matrix.Clone();
        foreach (ref var element in result.AsSpan()) element = map(element);
        return result;
    }

    private static double Dot(Span<double> a, Span<double> b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }

    private static void AddTo(Span<double> a, Span<double> b, double factor)
    {
        for (var i = 0; i < a.Length; i++) a[i] += factor * b[i];
    }
}
