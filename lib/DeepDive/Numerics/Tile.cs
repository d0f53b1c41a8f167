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

/// <summary>Two registers, of the second only the lower half: where the processor does wide registers by halves, such a tile takes three quarters of the time.</summary>
internal readonly struct OneAndHalf : IConstant
{
    public static int Value => 2;

    /// <summary>Columns that it holds.</summary>
    public static int Columns(int lanes) => lanes * 3 / 2;
}

internal readonly struct Three : IConstant
{
    public static int Value => 3;
}

internal readonly struct Four : IConstant
{
    public static int Value => 4;
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
/// named locals because the JIT keeps no array in registers; rows above TRows (1, 2, 3, 6 or 12) vanish at compile time. Every output is one
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
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Multiply(int depth, T* a, nint aStride, nint aStep, T* b, nint bStep, T* c, nint cStride, bool accumulate) =>
        Multiply(depth, a, aStride, aStep, b, bStep, new TileSum<T, TVector, TLanes>(c, cStride, accumulate), 0);

    /// <summary>A·B, handed to <paramref name="output"/> from element <paramref name="offset"/> on; A and B as above.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply<TOutput>(int depth, T* a, nint aStride, nint aStep, T* b, nint bStep, TOutput output, nint offset)
        where TOutput : struct, ITileOutput<TVector>
    {
        var start0 = output.Start(0);
        var start1 = TVectors.Value > 1 ? output.Start(TLanes.Count) : default;
        TVector c00 = start0, c01 = start1, c10 = start0, c11 = start1;
        TVector c20 = start0, c21 = start1, c30 = start0, c31 = start1;
        TVector c40 = start0, c41 = start1, c50 = start0, c51 = start1;
        TVector c60 = start0, c61 = start1, c70 = start0, c71 = start1;
        TVector c80 = start0, c81 = start1, c90 = start0, c91 = start1;
        TVector cA0 = start0, cA1 = start1, cB0 = start0, cB1 = start1;
        var (second, third) = (2 * aStride, 3 * aStride);
        T* a4 = a + 4 * aStride, a8 = a + 8 * aStride;
        for (; depth > 0; depth--)
        {
            var b0 = TLanes.Load(b);
            var b1 = TVectors.Value > 1 ? TLanes.Load(b + TLanes.Count) : default;
            Step(a[0], b0, b1, ref c00, ref c01);
            if (TRows.Value > 1) Step(a[aStride], b0, b1, ref c10, ref c11);
            if (TRows.Value > 2) Step(a[second], b0, b1, ref c20, ref c21);
            if (TRows.Value > 3)
            {
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
            if (TRows.Value > 3) a4 += aStep;
            if (TRows.Value > 6) a8 += aStep;
            b += bStep;
        }

        var stride = output.Stride;
        Write(c00, c01, output, offset);
        if (TRows.Value > 1) Write(c10, c11, output, offset + stride);
        if (TRows.Value > 2) Write(c20, c21, output, offset += 2 * stride);
        if (TRows.Value > 3)
        {
            Write(c30, c31, output, offset + stride);
            Write(c40, c41, output, offset += 2 * stride);
            Write(c50, c51, output, offset + stride);
        }

        if (TRows.Value > 6)
        {
            Write(c60, c61, output, offset += 2 * stride);
            Write(c70, c71, output, offset + stride);
            Write(c80, c81, output, offset += 2 * stride);
            Write(c90, c91, output, offset + stride);
            Write(cA0, cA1, output, offset += 2 * stride);
            Write(cB0, cB1, output, offset + stride);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step(T a, TVector b0, TVector b1, ref TVector c0, ref TVector c1)
    {
        var factor = TLanes.Broadcast(a);
        c0 = TLanes.MultiplyAdd(factor, b0, c0);
        if (typeof(TVectors) == typeof(OneAndHalf)) c1 = TLanes.MultiplyAddLower(factor, b1, c1);
        else if (TVectors.Value > 1) c1 = TLanes.MultiplyAdd(factor, b1, c1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Write<TOutput>(TVector c0, TVector c1, TOutput output, nint offset)
        where TOutput : struct, ITileOutput<TVector>
    {
        output.Write(c0, offset);
        if (typeof(TVectors) == typeof(OneAndHalf)) output.Write(TLanes.KeepLower(c1), offset + TLanes.Count);
        else if (TVectors.Value > 1) output.Write(c1, offset + TLanes.Count);
    }
}
