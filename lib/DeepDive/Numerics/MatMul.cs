using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DeepDive.Numerics;

/// <summary>Matrix products C = A·B in the three forms that training needs.</summary>
/// <remarks>
/// Uses the widest SIMD registers of the processor and the threads of <see cref="Workers"/>. Same processor, same sizes
/// and same numbers → the same bits, whatever <see cref="Workers.Count"/>; another register width rounds differently.
/// C must not share memory with A or B. <see cref="PlainMatMul"/> is the plain twin.
/// </remarks>
public static class MatMul
{
    /// <summary>C = A·B (or C += A·B), A [m, k], B [k, n], C [m, n].</summary>
    /// <exception cref="ArgumentException">The sizes do not fit together.</exception>
    public static void NN<T>(Matrix<T> a, Matrix<T> b, Matrix<T> c, bool accumulate = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ThrowIfNull(a, b, c);
        ThrowUnlessFitting("C = A·B", a.Rows, a.Columns, b.Rows, b.Columns, a, b, c);
        Multiply(a.Columns, Operand<T>.Rows(a), Operand<T>.Columns(b), c, accumulate);
        KeepAlive(a, b, c);
    }

    /// <summary>C = A·Bᵀ (or C += A·Bᵀ), A [m, k], B [n, k], C [m, n].</summary>
    /// <exception cref="ArgumentException">The sizes do not fit together.</exception>
    public static void NT<T>(Matrix<T> a, Matrix<T> b, Matrix<T> c, bool accumulate = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ThrowIfNull(a, b, c);
        ThrowUnlessFitting("C = A·Bᵀ", a.Rows, a.Columns, b.Columns, b.Rows, a, b, c);
        Multiply(a.Columns, Operand<T>.Rows(a), Operand<T>.Rows(b), c, accumulate);
        KeepAlive(a, b, c);
    }

    /// <summary>C = Aᵀ·B (or C += Aᵀ·B), A [k, m], B [k, n], C [m, n].</summary>
    /// <exception cref="ArgumentException">The sizes do not fit together.</exception>
    public static void TN<T>(Matrix<T> a, Matrix<T> b, Matrix<T> c, bool accumulate = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ThrowIfNull(a, b, c);
        ThrowUnlessFitting("C = Aᵀ·B", a.Columns, a.Rows, b.Rows, b.Columns, a, b, c);
        Multiply(a.Rows, Operand<T>.Columns(a), Operand<T>.Columns(b), c, accumulate);
        KeepAlive(a, b, c);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply<T>(int k, Operand<T> a, Operand<T> b, Matrix<T> c, bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (c.Rows == 0 || c.Columns == 0) return;
        if (k == 0) Clear(c, accumulate);
        else if (Vector512.IsHardwareAccelerated) Product<T, Vector512<T>, Lanes512<T>, Twelve>.Multiply(k, a, b, c, accumulate);
        else if (Vector256.IsHardwareAccelerated) Product<T, Vector256<T>, Lanes256<T>, Six>.Multiply(k, a, b, c, accumulate);
        else if (Vector128.IsHardwareAccelerated) Product<T, Vector128<T>, Lanes128<T>, Six>.Multiply(k, a, b, c, accumulate);
        else Product<T, T, ScalarLanes<T>, Six>.Multiply(k, a, b, c, accumulate);
    }

    private static void Clear<T>(Matrix<T> c, bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var i = 0; i < c.Rows && !accumulate; i++) c.Row(i).Clear();
    }

    private static void ThrowIfNull<T>(Matrix<T> a, Matrix<T> b, Matrix<T> c)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        ArgumentNullException.ThrowIfNull(c);
    }

    private static void ThrowUnlessFitting<T>(string form, int m, int k, int otherK, int n, Matrix<T> a, Matrix<T> b, Matrix<T> c)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (k == otherK && m == c.Rows && n == c.Columns) return;
        throw new ArgumentException(
            $"the sizes of {form} must fit together, but A is [{a.Rows}, {a.Columns}], B [{b.Rows}, {b.Columns}] and C [{c.Rows}, {c.Columns}]; "
            + (k == otherK ? $"C must be [{m}, {n}]" : $"the summed sizes are {k} and {otherK}"));
    }

    // The kernels hold pointers only.
    private static void KeepAlive<T>(Matrix<T> a, Matrix<T> b, Matrix<T> c)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        GC.KeepAlive(a);
        GC.KeepAlive(b);
        GC.KeepAlive(c);
    }
}
