using System.Numerics;
using System.Runtime.CompilerServices;

namespace DeepDive.Numerics;

/// <summary>The loop of <see cref="CrossProduct{T}"/>: a tile of XᵀY is squared and summed while it is in the first-level cache.</summary>
internal static unsafe class CrossTiles<T, TVector, TLanes, TRows>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVector : unmanaged
    where TLanes : ILanes<T, TVector>
    where TRows : IConstant
{
    // Longer sums are added up in parts, which keeps their rounding small.
    private const int PartLength = 1024;

    private static int PanelWidth => 2 * TLanes.Count;

    /// <summary>‖XᵀY‖²_F; for Y = X the tiles above the diagonal count twice.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double SumOfSquares(CrossProduct<T> x, CrossProduct<T> y)
    {
        var tile = stackalloc T[TRows.Value * PanelWidth];
        var sum = 0.0;
        for (var j = 0; j < y.Right.Count; j += PanelWidth)
        {
            var end = x == y ? Math.Min(x.Left.Count, j + PanelWidth) : x.Left.Count;
            for (var i = 0; i < end; i += TRows.Value)
            {
                if (y.Right.Count - j > OneAndHalf.Columns(TLanes.Count)) Multiply<Two>(x.Left[i], y.Right[j], x.Left.Depth, tile);
                else Multiply<OneAndHalf>(x.Left[i], y.Right[j], x.Left.Depth, tile);
                sum += x != y ? SumOfSquares(tile) : i + TRows.Value <= j ? 2 * SumOfSquares(tile) : SumAcrossDiagonal(tile, i - j);
            }
        }

        return sum;
    }

    private static void Multiply<TVectors>(T* left, T* right, int depth, T* tile)
        where TVectors : IConstant
    {
        for (var p = 0; p < depth; p += PartLength, left += PartLength * TRows.Value, right += PartLength * PanelWidth)
            Tile<T, TVector, TLanes, TRows, TVectors>.Multiply(Math.Min(PartLength, depth - p), left, 1, TRows.Value, right, PanelWidth, tile, PanelWidth, accumulate: p > 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double SumOfSquares(T* tile)
    {
        TVector sum = default;
        for (var t = 0; t < TRows.Value * PanelWidth; t += TLanes.Count)
        {
            var values = TLanes.Load(tile + t);
            sum = TLanes.MultiplyAdd(values, values, sum);
        }

        return double.CreateTruncating(TLanes.Sum(sum));
    }

    /// <summary>Elements above the diagonal twice, those on it once; the tile starts <paramref name="offset"/> rows below it.</summary>
    private static double SumAcrossDiagonal(T* tile, int offset)
    {
        var sum = T.Zero;
        for (var i = 0; i < TRows.Value; i++, tile += PanelWidth)
        {
            for (var j = Math.Max(0, i + offset); j < PanelWidth; j++) sum += (j == i + offset ? T.One : T.One + T.One) * tile[j] * tile[j];
        }

        return double.CreateTruncating(sum);
    }
}
