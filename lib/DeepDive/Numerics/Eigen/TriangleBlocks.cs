using System.Numerics;
using System.Runtime.CompilerServices;

namespace DeepDive.Numerics;

/// <summary>
/// The lower triangle of a symmetric matrix in square row-major blocks: half the memory of the full matrix, and a block
/// with what it is multiplied by stays in the second-level cache. Blocks on the diagonal are whole; the last are padded with zeros.
/// </summary>
internal sealed unsafe class TriangleBlocks<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Rows and columns of a block: a multiple of the band's width and of every tile's height.</summary>
    public const int Size = 96;

    // Tiles of the last block may reach this far beyond it.
    private const int Overshoot = 16;

    private readonly Scratch<T> _memory = new();
    private readonly Action<int> _copyBlockRow;

    private T* _start;
    private T* _source;
    private nint _stride;
    private T _half;

    public TriangleBlocks() => _copyBlockRow = CopyBlockRow;

    /// <summary>n of the [n, n] matrix.</summary>
    public int Order { get; private set; }

    /// <summary>Blocks along one side.</summary>
    public int Count { get; private set; }

    /// <summary>The block at (row, column), row ≥ column, [96, 96].</summary>
    public T* this[int row, int column] => _start + Index(row, column) * (Size * Size);

    /// <summary>Copies (A + Aᵀ)/(2 · scale).</summary>
    public void Load(Matrix<T> matrix, double scale)
    {
        Order = matrix.Rows;
        Count = (Order + Size - 1) / Size;
        _start = _memory.Take(checked((int)Index(Count, 0) * (Size * Size) + Overshoot));
        _source = matrix.Pointer;
        (_stride, _half) = (matrix.Stride, T.CreateTruncating(0.5 / scale));
        Workers.For(Count, _copyBlockRow);
        GC.KeepAlive(matrix);
    }

    private static nint Index(int row, int column) => (nint)row * (row + 1) / 2 + column;

    private void CopyBlockRow(int row)
    {
        for (var column = 0; column <= row; column++) CopyBlock(row, column);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void CopyBlock(int blockRow, int blockColumn)
    {
        var (rows, columns) = (Math.Min(Size, Order - blockRow * Size), Math.Min(Size, Order - blockColumn * Size));
        var block = this[blockRow, blockColumn];
        if (rows < Size || columns < Size) new Span<T>(block, Size * Size).Clear();
        for (var i = 0; i < rows; i++)
        {
            var along = _source + (nint)(blockRow * Size + i) * _stride + blockColumn * Size;
            var across = _source + (nint)(blockColumn * Size) * _stride + blockRow * Size + i;
            var target = block + i * Size;
            for (var j = 0; j < columns; j++, across += _stride) target[j] = _half * along[j] + _half * *across;
        }
    }
}
