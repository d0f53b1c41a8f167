using System.Numerics;

namespace DeepDive.Numerics;

/// <summary>Chooses the way to compute a product by its sizes and layout alone.</summary>
/// <typeparam name="T">Element.</typeparam>
/// <typeparam name="TVector">Register.</typeparam>
/// <typeparam name="TLanes">What the register can do.</typeparam>
/// <typeparam name="TRows">Rows of the largest tile that fits the processor's registers.</typeparam>
internal static unsafe class Product<T, TVector, TLanes, TRows>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVector : unmanaged
    where TLanes : ILanes<T, TVector>
    where TRows : IConstant
{
    private const int MaxFew = NarrowProduct<T, TVector, TLanes>.MaxFew;

    [ThreadStatic]
    private static Scratch<T>? s_scratch;

    /// <summary>C = A·B, or C += A·B; all sizes ≥ 1.</summary>
    public static void Multiply(int k, Operand<T> a, Operand<T> b, Matrix<T> c, bool accumulate)
    {
        var (m, n) = (c.Rows, c.Columns);
        if (n <= MaxFew && a.Step == 1 && k >= TLanes.Count)
            NarrowProduct<T, TVector, TLanes>.Multiply(m, a, n, AlongMemory(b, n, k), k, c.Pointer, c.Stride, 1, accumulate);
        else if (m <= MaxFew && b.Step == 1 && k >= TLanes.Count)
            NarrowProduct<T, TVector, TLanes>.Multiply(n, b, m, AlongMemory(a, m, k), k, c.Pointer, 1, c.Stride, accumulate);
        else if (n <= MaxFew && m > n && a.Stride == 1)
            MultiplyTransposed(k, a, b, c, accumulate);
        else
            MultiplyTiled(m, n, k, a, b, c.Pointer, c.Stride, accumulate);
    }

    private static void MultiplyTiled(int m, int n, int k, Operand<T> a, Operand<T> b, T* c, nint cStride, bool accumulate)
    {
        if (m <= MaxFew) BlockedProduct<T, TVector, TLanes, Two>.Multiply(m, n, k, a, b, c, cStride, accumulate);
        else if (m <= Six.Value) BlockedProduct<T, TVector, TLanes, Six>.Multiply(m, n, k, a, b, c, cStride, accumulate);
        else BlockedProduct<T, TVector, TLanes, TRows>.Multiply(m, n, k, a, b, c, cStride, accumulate);
    }

    /// <summary>Few columns and A with its columns along memory: Cᵀ = Bᵀ·Aᵀ fills whole registers.</summary>
    private static void MultiplyTransposed(int k, Operand<T> a, Operand<T> b, Matrix<T> c, bool accumulate)
    {
        var (m, n) = (c.Rows, c.Columns);
        var transposed = (s_scratch ??= new()).Take(m * n);
        MultiplyTiled(n, m, k, b, a, transposed, m, accumulate: false);
        for (var i = 0; i < m; i++)
        {
            var row = c.Row(i);
            for (var j = 0; j < n; j++) row[j] = transposed[(nint)j * m + i] + (accumulate ? row[j] : T.Zero);
        }
    }

    private static Operand<T> AlongMemory(Operand<T> few, int count, int k)
    {
        if (few.Step == 1) return few;
        var copy = (s_scratch ??= new()).Take(checked(count * k));
        for (var line = 0; line < count; line++)
        {
            for (nint p = 0; p < k; p++) copy[(nint)line * k + p] = few.Start[line * few.Stride + p * few.Step];
        }

        return new Operand<T>(copy, k, 1);
    }
}
