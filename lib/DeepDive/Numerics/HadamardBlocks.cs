using System.Numerics;
using System.Runtime.CompilerServices;

namespace DeepDive.Numerics;

/// <summary>The blocks of a <see cref="HadamardGram"/>, shared out between the workers.</summary>
/// <remarks>
/// A block of C stays in the second-level cache while all terms are added to it: layers innermost. Tiles of
/// the term's two kernels are multiplied while they are in the first-level cache, at 2 % of the cost of their sums.
/// </remarks>
internal sealed unsafe class HadamardBlocks<T, TVector, TLanes, TRows>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVector : unmanaged
    where TLanes : ILanes<T, TVector>
    where TRows : IConstant
{
    // A multiple of every tile's height and width; with depth 120, four panels and the block take 515 KB in float32.
    private const int Size = 192;

    // A row of the block starts this far after the one before, so that columns do not share a few sets of the cache.
    private const int Stride = Size + 16;

    private const int MirroredColumns = 8;

    [ThreadStatic]
    private static Scratch<T>? s_memory;

    private readonly PackedPair[] _rows;
    private readonly PackedPair[] _columns;
    private readonly Matrix<T> _c;
    private readonly bool _symmetric;
    private readonly int _columnBlocks;

    private HadamardBlocks(PackedPair[] rows, PackedPair[] columns, Matrix<T> c, bool symmetric)
    {
        (_rows, _columns, _c, _symmetric) = (rows, columns, c, symmetric);
        _columnBlocks = Ceiling(c.Columns);
    }

    private static int PanelWidth => 2 * TLanes.Count;

    public static void Fill(IReadOnlyList<FactorPair<T>> rows, IReadOnlyList<FactorPair<T>> columns, Matrix<T> c, bool symmetric)
    {
        PackedPair[] left = [.. rows.Select(pair => new PackedPair(pair, TRows.Value))];
        PackedPair[] right = [.. columns.Select(pair => new PackedPair(pair, PanelWidth))];
        var blocks = new HadamardBlocks<T, TVector, TLanes, TRows>(left, right, c, symmetric);
        var side = Ceiling(c.Rows);
        Workers.For(symmetric ? UpperTriangle.Count(side) : side * blocks._columnBlocks, blocks.FillBlock);
        foreach (var pair in left.Concat(right)) pair.Dispose();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FillBlock(int index)
    {
        var (blockRow, blockColumn) = _symmetric ? UpperTriangle.Place(index, _columnBlocks) : Math.DivRem(index, _columnBlocks);
        var (row, column) = (blockRow * Size, blockColumn * Size);
        var (rows, columns) = (Math.Min(Size, _c.Rows - row), Math.Min(Size, _c.Columns - column));
        var onDiagonal = _symmetric && row == column;
        var block = (s_memory ??= new()).Take(Size * Stride + (TRows.Value + Size) * PanelWidth);
        for (var t = 0; t < _rows.Length; t++) AddTerm(t, row, column, rows, columns, block, onDiagonal);
        if (onDiagonal) Mirror(block, rows);
        for (var i = 0; i < rows; i++) new Span<T>(block + i * Stride, columns).CopyTo(_c.Row(row + i)[column..]);
        if (_symmetric && !onDiagonal) WriteMirrored(block, row, column, rows, columns);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddTerm(int term, int row, int column, int rows, int columns, T* block, bool onDiagonal)
    {
        var (left, right) = (_rows[term], _columns[term]);
        var (depthU, depthV) = (left.U.Depth, left.V.Depth);
        var u = block + Size * Stride;
        var strip = u + TRows.Value * PanelWidth;
        for (var j = 0; j < columns; j += PanelWidth)
        {
            // Tiles that lie below the diagonal altogether are mirrored from above. One kernel after the other: the panels
            // of both together do not fit the first-level cache.
            var endRow = onDiagonal ? Math.Min(rows, j + PanelWidth) : rows;
            for (var i = 0; i < endRow; i += TRows.Value)
                Tile<T, TVector, TLanes, TRows, Two>.Multiply(depthV, left.V[row + i], 1, TRows.Value, right.V[column + j], PanelWidth, strip + i * PanelWidth, PanelWidth, false);
            for (var i = 0; i < endRow; i += TRows.Value)
            {
                Tile<T, TVector, TLanes, TRows, Two>.Multiply(depthU, left.U[row + i], 1, TRows.Value, right.U[column + j], PanelWidth, u, PanelWidth, false);
                AddProduct(u, strip + i * PanelWidth, block + i * Stride + j, first: term == 0);
            }
        }
    }

    /// <summary>C = (U + 1) ∘ V, or C += (U + 1) ∘ V, for one tile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddProduct(T* u, T* v, T* c, bool first)
    {
        for (var i = 0; i < TRows.Value; i++, u += PanelWidth, v += PanelWidth, c += Stride)
        {
            for (var j = 0; j < PanelWidth; j += TLanes.Count)
            {
                var factor = TLanes.Load(v + j);
                var product = TLanes.MultiplyAdd(TLanes.Load(u + j), factor, factor);
                TLanes.Store(first ? product : TLanes.Add(product, TLanes.Load(c + j)), c + j);
            }
        }
    }

    private static void Mirror(T* block, int size)
    {
        for (var i = 1; i < size; i++)
        {
            for (var j = 0; j < i; j++) block[i * Stride + j] = block[j * Stride + i];
        }
    }

    // A few columns of the block at a time, so that few rows of C are written at once, each in one forward sweep.
    private void WriteMirrored(T* block, int row, int column, int rows, int columns)
    {
        for (var j = 0; j < columns; j += MirroredColumns)
        {
            var target = _c.Pointer + (nint)(column + j) * _c.Stride + row;
            Packing<T>.Transpose(new(block + j, Stride, 1), rows, Math.Min(MirroredColumns, columns - j), _c.Stride, target);
        }
    }

    private static int Ceiling(int count) => (count + Size - 1) / Size;

    private sealed class PackedPair(FactorPair<T> pair, int width) : IDisposable
    {
        public PackedLines<T> U { get; } = new(pair.U, width);

        public PackedLines<T> V { get; } = new(pair.V, width);

        public void Dispose()
        {
            U.Dispose();
            V.Dispose();
        }
    }
}
