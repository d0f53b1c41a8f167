using System.Numerics;
using System.Runtime.CompilerServices;

namespace DeepDive.Numerics;

/// <summary>A number that the compiler of a generic kernel sees as a constant.</summary>
internal interface IConstant
{
    static abstract int Value { get; }
}

internal readonly struct One : IConstant
{
    public static int Value => 1;
}

internal readonly struct Two : IConstant
{
    public static int Value => 2;
}

internal readonly struct Six : IConstant
{
    public static int Value => 6;
}

internal readonly struct Twelve : IConstant
{
    public static int Value => 12;
}

/// <summary>
/// The register-tiled kernel under all matrix products: TRows × (TVectors · lanes) outputs stay in registers
/// while the depth runs.
/// </summary>
/// <remarks>
/// 12 × 2 registers of accumulators fit the 32 registers of AVX-512; 6 × 2 fit the 16 of AVX2. The accumulators are
/// named locals because the JIT keeps no array in registers; rows above TRows vanish at compile time. Every output is one
/// chain over the depth in ascending order, so that its bits do not depend on the tile it falls in.
/// </remarks>
internal static unsafe class Tile<T, TVector, TLanes, TRows, TVectors>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVector : unmanaged
    where TLanes : ILanes<T, TVector>
    where TRows : IConstant
    where TVectors : IConstant
{
    /// <summary>C = A·B, or C += A·B.</summary>
    /// <param name="depth">Products in each sum.</param>
    /// <param name="a">Element (i, p) at <c>i · aStride + p · aStep</c>.</param>
    /// <param name="aStride">Elements between rows of A.</param>
    /// <param name="aStep">Elements between successive depths of A.</param>
    /// <param name="b">Element (p, j) at <c>p · bStep + j</c>.</param>
    /// <param name="bStep">Elements between successive depths of B.</param>
    /// <param name="c">Element (i, j) at <c>i · cStride + j</c>.</param>
    /// <param name="cStride">Elements between rows of C.</param>
    /// <param name="accumulate">Whether to add to C.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(int depth, T* a, nint aStride, nint aStep, T* b, nint bStep, T* c, nint cStride, bool accumulate)
    {
        TVector c00 = default, c01 = default, c10 = default, c11 = default, c20 = default, c21 = default;
        TVector c30 = default, c31 = default, c40 = default, c41 = default, c50 = default, c51 = default;
        TVector c60 = default, c61 = default, c70 = default, c71 = default, c80 = default, c81 = default;
        TVector c90 = default, c91 = default, cA0 = default, cA1 = default, cB0 = default, cB1 = default;
        var (second, third) = (2 * aStride, 3 * aStride);
        T* a4 = a + 4 * aStride, a8 = a + 8 * aStride;
        for (; depth > 0; depth--)
        {
            var b0 = TLanes.Load(b);
            var b1 = TVectors.Value > 1 ? TLanes.Load(b + TLanes.Count) : default;
            Step(a[0], b0, b1, ref c00, ref c01);
            Step(a[aStride], b0, b1, ref c10, ref c11);
            if (TRows.Value > 2)
            {
                Step(a[second], b0, b1, ref c20, ref c21);
                Step(a[third], b0, b1, ref c30, ref c31);
                Step(a4[0], b0, b1, ref c40, ref c41);
                Step(a4[aStride], b0, b1, ref c50, ref c51);
            }

            if (TRows.Value > 6)
            {
                Step(a4[second], b0, b1, ref c60, ref c61);
                Step(a4[third], b0, b1, ref c70, ref c71);
                Step(a8[0], b0, b1, ref c80, ref c81);
                Step(a8[aStride], b0, b1, ref c90, ref c91);
                Step(a8[second], b0, b1, ref cA0, ref cA1);
                Step(a8[third], b0, b1, ref cB0, ref cB1);
            }

            a += aStep;
            if (TRows.Value > 2) a4 += aStep;
            if (TRows.Value > 6) a8 += aStep;
            b += bStep;
        }

        Write(c00, c01, c, accumulate);
        Write(c10, c11, c + cStride, accumulate);
        if (TRows.Value > 2)
        {
            c += 2 * cStride;
            Write(c20, c21, c, accumulate);
            Write(c30, c31, c + cStride, accumulate);
            c += 2 * cStride;
            Write(c40, c41, c, accumulate);
            Write(c50, c51, c + cStride, accumulate);
        }

        if (TRows.Value > 6)
        {
            c += 2 * cStride;
            Write(c60, c61, c, accumulate);
            Write(c70, c71, c + cStride, accumulate);
            c += 2 * cStride;
            Write(c80, c81, c, accumulate);
            Write(c90, c91, c + cStride, accumulate);
            c += 2 * cStride;
            Write(cA0, cA1, c, accumulate);
            Write(cB0, cB1, c + cStride, accumulate);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step(T a, TVector b0, TVector b1, ref TVector c0, ref TVector c1)
    {
        var factor = TLanes.Broadcast(a);
        c0 = TLanes.MultiplyAdd(factor, b0, c0);
        if (TVectors.Value > 1) c1 = TLanes.MultiplyAdd(factor, b1, c1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Write(TVector c0, TVector c1, T* target, bool accumulate)
    {
        if (accumulate)
        {
            c0 = TLanes.Add(c0, TLanes.Load(target));
            if (TVectors.Value > 1) c1 = TLanes.Add(c1, TLanes.Load(target + TLanes.Count));
        }

        TLanes.Store(c0, target);
        if (TVectors.Value > 1) TLanes.Store(c1, target + TLanes.Count);
    }
}
