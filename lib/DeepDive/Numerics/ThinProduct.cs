using System.Numerics;
using System.Runtime.CompilerServices;

namespace DeepDive.Numerics;

/// <summary>
/// A·B where the sums are short: B's few rows stay in registers while the rows of A pass by, and every result is
/// written as soon as it is there. A tile would spend more time on its own beginning and end.
/// </summary>
/// <remarks>Every output is one chain over the depth in ascending order, as in <see cref="Tile{T, TVector, TLanes, TRows, TVectors}"/>.</remarks>
internal static unsafe class ThinProduct<T, TVector, TLanes, TDepth, TVectors>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVector : unmanaged
    where TLanes : ILanes<T, TVector>
    where TDepth : IConstant
    where TVectors : IConstant
{
    /// <summary>A·B of TDepth products a sum, handed to <paramref name="output"/>.</summary>
    /// <param name="rows">Rows of A.</param>
    /// <param name="a">Its rows are the lines, with Step 1.</param>
    /// <param name="b">Element (p, j) at <c>p · bStep + j</c>.</param>
    /// <param name="bStep">Elements between successive depths of B.</param>
    /// <param name="output">Takes TVectors registers a row.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply<TOutput>(int rows, Operand<T> a, T* b, nint bStep, TOutput output)
        where TOutput : struct, ITileOutput<TVector>
    {
        var (start0, start1) = (output.Start(0), TVectors.Value > 1 ? output.Start(TLanes.Count) : default);
        var (b00, b01) = (TLanes.Load(b), LoadSecond(b));
        TVector b10 = default, b11 = default, b20 = default, b21 = default, b30 = default, b31 = default;
        if (TDepth.Value > 1) (b10, b11) = (TLanes.Load(b + bStep), LoadSecond(b + bStep));
        if (TDepth.Value > 2) (b20, b21) = (TLanes.Load(b + 2 * bStep), LoadSecond(b + 2 * bStep));
        if (TDepth.Value > 3) (b30, b31) = (TLanes.Load(b + 3 * bStep), LoadSecond(b + 3 * bStep));
        var row = a.Start;
        nint offset = 0;
        for (; rows > 0; rows--)
        {
            var (c0, c1) = (start0, start1);
            Step(row[0], b00, b01, ref c0, ref c1);
            if (TDepth.Value > 1) Step(row[1], b10, b11, ref c0, ref c1);
            if (TDepth.Value > 2) Step(row[2], b20, b21, ref c0, ref c1);
            if (TDepth.Value > 3) Step(row[3], b30, b31, ref c0, ref c1);
            output.Write(c0, offset);
            if (TVectors.Value > 1) output.Write(c1, offset + TLanes.Count);
            row += a.Stride;
            offset += output.Stride;
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
    private static TVector LoadSecond(T* b) => TVectors.Value > 1 ? TLanes.Load(b + TLanes.Count) : default;
}
