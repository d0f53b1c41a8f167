using System.Numerics;
using System.Runtime.CompilerServices;

namespace DeepDive.Numerics;

/// <summary>Fills a <see cref="DistanceTriangle{T}"/>: a tile of inner products is turned into distances while it is in the first-level cache.</summary>
internal static unsafe class DistanceBlocks<T, TVector, TLanes, TRows>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVector : unmanaged
    where TLanes : ILanes<T, TVector>
    where TRows : IConstant
{
    private const int Size = DistanceTriangle<T>.Size;

    private static int PanelWidth => 2 * TLanes.Count;

    public static void Fill(Matrix<T> x, DistanceTriangle<T> triangle)
    {
        using var rows = new PackedLines<T>(x, TRows.Value);
        using var columns = new PackedLines<T>(x, PanelWidth);
        using var norms = new RentedMemory<T>(triangle.Side * Size); // a panel may reach beyond the last row
        SquareNorms(columns, x.Rows, norms);
        Workers.For(UpperTriangle.Count(triangle.Side), index => FillBlock(index, triangle, rows, columns, norms.Start));
    }

    /// <summary>‖x_i‖² by the chain of sums of the tile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SquareNorms(PackedLines<T> lines, int count, RentedMemory<T> norms)
    {
        for (var line = 0; line < count; line += PanelWidth)
        {
            var panel = lines[line];
            TVector first = default, second = default;
            for (var p = 0; p < lines.Depth; p++, panel += PanelWidth)
            {
                var (x, y) = (TLanes.Load(panel), TLanes.Load(panel + TLanes.Count));
                first = TLanes.MultiplyAdd(x, x, first);
                second = TLanes.MultiplyAdd(y, y, second);
            }

            TLanes.Store(first, norms.Start + line);
            TLanes.Store(second, norms.Start + line + TLanes.Count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FillBlock(int index, DistanceTriangle<T> triangle, PackedLines<T> left, PackedLines<T> right, T* norms)
    {
        var (blockRow, blockColumn) = UpperTriangle.Place(index, triangle.Side);
        var (row, column) = (blockRow * Size, blockColumn * Size);
        var block = triangle.Block(index);
        var tile = stackalloc T[TRows.Value * PanelWidth];
        var (rows, columns) = (Math.Min(Size, triangle.Rows - row), Math.Min(Size, triangle.Rows - column));
        for (var j = 0; j < columns; j += PanelWidth)
        {
            for (var i = 0; i < rows; i += TRows.Value)
            {
                if (row + i >= column + j + PanelWidth) break; // below the diagonal from here on
                Tile<T, TVector, TLanes, TRows, Two>.Multiply(left.Depth, left[row + i], 1, TRows.Value, right[column + j], PanelWidth, tile, PanelWidth, false);
                ToDistances(tile, norms + row + i, norms + column + j, block + i * Size + j);
            }
        }

        triangle.FillStrangers(index, T.PositiveInfinity);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ToDistances(T* tile, T* rowNorms, T* columnNorms, T* target)
    {
        var minusTwo = TLanes.Broadcast(-(T.One + T.One));
        for (var i = 0; i < TRows.Value; i++, tile += PanelWidth, target += Size)
        {
            var norm = TLanes.Broadcast(rowNorms[i]);
            for (var j = 0; j < PanelWidth; j += TLanes.Count)
            {
                var distances = TLanes.MultiplyAdd(TLanes.Load(tile + j), minusTwo, TLanes.Add(norm, TLanes.Load(columnNorms + j)));
                TLanes.Store(TLanes.Max(distances, default), target + j);
            }
        }
    }
}
