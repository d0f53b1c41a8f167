using System.Numerics;
using System.Runtime.CompilerServices;

namespace DeepDive.Numerics;

/// <summary>Turns eigenvectors of the band into those of the matrix it came from: X ← Q₀·Q₁···X with Q = I − V·T·Vᵀ of each panel.</summary>
internal static unsafe class WyTransform<T, TVector, TLanes, TRows>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVector : unmanaged
    where TLanes : ILanes<T, TVector>
    where TRows : IConstant
{
    private const int Width = Band.Width;
    private const int Size = TriangleBlocks<T>.Size;

    // 32 rows are not a whole number of tiles: the last tile's further rows are not used.
    private const int PaddedWidth = 36;

    /// <summary>Columns of X must be a multiple of this.</summary>
    public static int ColumnMultiple => 2 * TLanes.Count;

    /// <summary>Transforms X in place.</summary>
    /// <param name="blocks">V of each panel in its columns, from the row below its diagonal block on, zeros above.</param>
    /// <param name="compact">T of each panel, [32, 32].</param>
    /// <param name="x">[96 · blocks, columns].</param>
    public static void Apply(TriangleBlocks<T> blocks, T* compact, Matrix<T> x)
    {
        var products = new Matrix<T>(PaddedWidth, x.Columns);
        var scaled = new Matrix<T>(PaddedWidth, x.Columns);
        for (var panel = (blocks.Order - 1) / Width - 1; panel >= 0; panel--)
        {
            var (column, offset) = Math.DivRem(panel * Width, Size);
            var first = (panel + 1) * Width / Size;
            for (var row = first; row < blocks.Count; row++)
                Multiply(Width, Size, blocks[row, column] + offset, 1, Size, RowsOf(x, row), products, row > first);
            Multiply(Width, Width, compact + (nint)panel * Width * Width, Width, 1, products.Pointer, scaled, false);
            foreach (ref var element in scaled.AsSpan()) element = -element;
            for (var row = first; row < blocks.Count; row++)
                Multiply(Size, Width, blocks[row, column] + offset, Size, 1, scaled.Pointer, x.RowRange(row * Size, Size), true);
        }

        GC.KeepAlive(x);
    }

    private static T* RowsOf(Matrix<T> x, int block) => x.Pointer + (nint)block * Size * x.Stride;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply(int rows, int depth, T* a, nint aStride, nint aStep, T* b, Matrix<T> c, bool accumulate)
    {
        for (var i = 0; i < rows; i += TRows.Value)
        {
            for (var j = 0; j < c.Columns; j += ColumnMultiple)
                Tile<T, TVector, TLanes, TRows, Two>.Multiply(depth, a + i * aStride, aStride, aStep, b + j, c.Stride, c.Pointer + (nint)i * c.Stride + j, c.Stride, accumulate);
        }
    }
}
