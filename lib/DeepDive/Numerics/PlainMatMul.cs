using System.Numerics;

namespace DeepDive.Numerics;

/// <summary>Matrix products as plain loops: the twin that <see cref="MatMul"/> is checked against.</summary>
public static class PlainMatMul
{
    /// <summary>C = A·B (or C += A·B), A [m, k], B [k, n], C [m, n].</summary>
    public static void NN<T>(Matrix<T> a, Matrix<T> b, Matrix<T> c, bool accumulate = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Multiply(c, a.Columns, (i, p) => a[i, p], (p, j) => b[p, j], accumulate);

    /// <summary>C = A·Bᵀ (or C += A·Bᵀ), A [m, k], B [n, k], C [m, n].</summary>
    public static void NT<T>(Matrix<T> a, Matrix<T> b, Matrix<T> c, bool accumulate = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Multiply(c, a.Columns, (i, p) => a[i, p], (p, j) => b[j, p], accumulate);

    /// <summary>C = Aᵀ·B (or C += Aᵀ·B), A [k, m], B [k, n], C [m, n].</summary>
    public static void TN<T>(Matrix<T> a, Matrix<T> b, Matrix<T> c, bool accumulate = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Multiply(c, a.Rows, (i, p) => a[p, i], (p, j) => b[p, j], accumulate);

    private static void Multiply<T>(Matrix<T> c, int depth, Func<int, int, T> a, Func<int, int, T> b, bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var i = 0; i < c.Rows; i++)
        {
            for (var j = 0; j < c.Columns; j++)
            {
                var sum = accumulate ? c[i, j] : T.Zero;
                for (var p = 0; p < depth; p++) sum += a(i, p) * b(p, j);
                c[i, j] = sum;
            }
        }
    }
}
