using System.Numerics;

namespace DeepDive.Numerics;

/// <summary>Matrix products C = A·B in the three forms that training needs.</summary>
public static class MatMul
{
    /// <summary>C = A·B (or C += A·B), A [m, k], B [k, n], C [m, n].</summary>
    public static void NN<T>(Matrix<T> a, Matrix<T> b, Matrix<T> c, bool accumulate = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => PlainMatMul.NN(a, b, c, accumulate);

    /// <summary>C = A·Bᵀ (or C += A·Bᵀ), A [m, k], B [n, k], C [m, n].</summary>
    public static void NT<T>(Matrix<T> a, Matrix<T> b, Matrix<T> c, bool accumulate = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => PlainMatMul.NT(a, b, c, accumulate);

    /// <summary>C = Aᵀ·B (or C += Aᵀ·B), A [k, m], B [k, n], C [m, n].</summary>
    public static void TN<T>(Matrix<T> a, Matrix<T> b, Matrix<T> c, bool accumulate = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => PlainMatMul.TN(a, b, c, accumulate);
}
