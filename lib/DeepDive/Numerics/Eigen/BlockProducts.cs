using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace DeepDive.Numerics;

/// <summary>Products of one block [96, 96] of a <see cref="TriangleBlocks{T}"/> with panels [96, 32], and its update.</summary>
/// <remarks>
/// The blocks of a large matrix come from a far cache, in pieces of two lines that no hardware guesses; so an update, which
/// waits for them first, fetches the next block tile by tile while it works on this one.
/// </remarks>
internal static unsafe class BlockProducts<T, TVector, TLanes, TRows>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVector : unmanaged
    where TLanes : ILanes<T, TVector>
    where TRows : IConstant
{
    private const int Width = Band.Width;
    private const int Size = TriangleBlocks<T>.Size;
    private const int CacheLineBytes = 64;

    private static int TileWidth => 2 * TLanes.Count;

    /// <summary>block += left·right, from a column on.</summary>
    /// <param name="block">[96, 96].</param>
    /// <param name="left">[96, 64].</param>
    /// <param name="right">[64, 96] in strips [64, 32].</param>
    /// <param name="firstColumn">Columns before this one may stay as they are.</param>
    /// <param name="next">The block to be updated next.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Update(T* block, T* left, T* right, int firstColumn, T* next)
    {
        for (var j = firstColumn; j < Size; j += TileWidth)
        {
            var strip = right + (nint)(j / Width) * (2 * Width * Width) + j % Width;
            for (var i = 0; i < Size; i += TRows.Value)
            {
                Prefetch(next + i * Size + j);
                Tile<T, TVector, TLanes, TRows, Two>.Multiply(2 * Width, left + i * 2 * Width, 2 * Width, 1, strip, Width, block + i * Size + j, Size, true);
            }
        }
    }

    /// <summary>C = (or +=) A·B with A [96, depth] row-major, B [depth, 32] and C [96, 32].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(int depth, T* a, nint aStride, T* b, T* c, bool accumulate, nint cStride = Width)
    {
        for (var i = 0; i < Size; i += TRows.Value)
        {
            for (var j = 0; j < Width; j += TileWidth)
                Tile<T, TVector, TLanes, TRows, Two>.Multiply(depth, a + i * aStride, aStride, 1, b + j, Width, c + i * cStride + j, cStride, accumulate);
        }
    }

    /// <summary>C = (or +=) Aᵀ·B with A a block, B and C [96, 32]; rows of C before the first wanted one may stay as they are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void MultiplyTransposed(T* block, T* b, T* c, int firstRow, bool accumulate)
    {
        for (var i = firstRow / TRows.Value * TRows.Value; i < Size; i += TRows.Value)
        {
            for (var j = 0; j < Width; j += TileWidth)
                Tile<T, TVector, TLanes, TRows, Two>.Multiply(Size, block + i, 1, Size, b + j, Width, c + i * Width + j, Width, accumulate);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Prefetch(T* tile)
    {
        if (!Sse.IsSupported) return;
        for (var i = 0; i < TRows.Value; i++)
        {
            for (var offset = 0; offset < TileWidth * sizeof(T); offset += CacheLineBytes) Sse.Prefetch1((byte*)(tile + i * Size) + offset);
        }
    }
}
