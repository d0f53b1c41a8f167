using System.Numerics;
using System.Runtime.CompilerServices;

namespace DeepDive.Numerics;

/// <summary>Products of operands that are in cache already and have room for whole tiles: no packing, no edges.</summary>
internal static unsafe class TiledProduct<T, TVector, TLanes, TRows>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVector : unmanaged
    where TLanes : ILanes<T, TVector>
    where TRows : IConstant
{
    /// <summary>Columns of a tile.</summary>
    public static int TileWidth => 2 * TLanes.Count;

    /// <summary>C = (or +=) A·B; the last tile of rows may reach up to 11 rows beyond what A and C need.</summary>
    /// <param name="rows">Rows of A and C.</param>
    /// <param name="depth">Columns of A, rows of B.</param>
    /// <param name="columns">Columns of B and C, a multiple of <see cref="TileWidth"/>.</param>
    /// <param name="a">Element (i, p) at <c>i · aStride + p · aStep</c>.</param>
    /// <param name="aStride">Elements between rows of A.</param>
    /// <param name="aStep">Elements between columns of A.</param>
    /// <param name="b">B, row-major.</param>
    /// <param name="bStride">Elements between rows of B.</param>
    /// <param name="c">C, row-major.</param>
    /// <param name="cStride">Elements between rows of C.</param>
    /// <param name="accumulate">Whether to add to C.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(
        int rows, int depth, int columns, T* a, nint aStride, nint aStep, T* b, nint bStride, T* c, nint cStride, bool accumulate)
    {
        for (var j = 0; j < columns; j += TileWidth)
        {
            for (var i = 0; i < rows; i += TRows.Value)
                Tile<T, TVector, TLanes, TRows, Two>.Multiply(depth, a + i * aStride, aStride, aStep, b + j, bStride, c + i * cStride + j, cStride, accumulate);
        }
    }

    /// <summary>y += factor · x, as long as a whole number of registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddScaled(int length, T factor, T* x, T* y)
    {
        var factors = TLanes.Broadcast(factor);
        for (var j = 0; j < length; j += TLanes.Count) TLanes.Store(TLanes.MultiplyAdd(factors, TLanes.Load(x + j), TLanes.Load(y + j)), y + j);
    }
}
