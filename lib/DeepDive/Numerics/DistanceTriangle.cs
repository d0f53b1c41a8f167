using System.Numerics;
using System.Runtime.Intrinsics;

namespace DeepDive.Numerics;

/// <summary>
/// Squared Euclidean distances between the rows of a matrix, each pair once: the strict upper triangle, in square blocks that a
/// kernel takes whole. Elements of the blocks that are no pair, on and below the diagonal and beyond the last row, are +∞ at first.
/// </summary>
/// <remarks>d²_ij = ‖x_i‖² + ‖x_j‖² − 2⟨x_i, x_j⟩, at least 0; all three by the same chain of sums, so that equal rows lie exactly 0 apart.</remarks>
internal sealed unsafe class DistanceTriangle<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Rows and columns of a block: a multiple of every tile's height and width.</summary>
    public const int Size = 96;

    /// <summary>The blocks of more rows have no int length.</summary>
    public const int MaxRows = 65_000;

    private readonly RentedMemory<T> _memory;

    /// <param name="x">[n, d]; best centred, since distances are differences of squares.</param>
    /// <exception cref="ArgumentException">There are more rows than <see cref="MaxRows"/>.</exception>
    public DistanceTriangle(Matrix<T> x)
    {
        if (x.Rows > MaxRows) throw new ArgumentException($"a kernel must have ≤ {MaxRows} rows, but has {x.Rows}; take a sample of the rows", nameof(x));
        Rows = x.Rows;
        Side = (x.Rows + Size - 1) / Size;
        _memory = new(UpperTriangle.Count(Side) * Size * Size);
        if (Vector512.IsHardwareAccelerated) DistanceBlocks<T, Vector512<T>, Lanes512<T>, Twelve>.Fill(x, this);
        else if (Vector256.IsHardwareAccelerated) DistanceBlocks<T, Vector256<T>, Lanes256<T>, Six>.Fill(x, this);
        else if (Vector128.IsHardwareAccelerated) DistanceBlocks<T, Vector128<T>, Lanes128<T>, Six>.Fill(x, this);
        else DistanceBlocks<T, T, ScalarLanes<T>, Six>.Fill(x, this);
    }

    /// <summary>n.</summary>
    public int Rows { get; }

    /// <summary>Blocks along a side.</summary>
    public int Side { get; }

    /// <summary>Number of pairs of rows, n(n − 1)/2.</summary>
    public int PairCount => (int)((long)Rows * (Rows - 1) / 2);

    /// <summary>All elements in the order of the blocks, those that are no pair among them.</summary>
    public Span<T> Values => _memory.Span;

    /// <summary>A block [96, 96], row after row, in the order of <see cref="UpperTriangle"/>.</summary>
    public T* Block(int index) => _memory.Start + (nint)index * (Size * Size);

    /// <summary>Sets all elements that are no pair.</summary>
    public void FillStrangers(T value)
    {
        for (var index = 0; index < UpperTriangle.Count(Side); index++) FillStrangers(index, value);
    }

    /// <summary>Sets the elements of a block that are no pair.</summary>
    public void FillStrangers(int index, T value)
    {
        var (row, column) = UpperTriangle.Place(index, Side);
        var columns = Math.Min(Size, Rows - column * Size);
        if (row < column && columns == Size) return;
        for (var i = 0; i < Size; i++)
        {
            var line = new Span<T>(Block(index) + i * Size, Size);
            line[columns..].Fill(value);
            if (row == column) line[..(i + 1)].Fill(value);
        }
    }

    /// <summary>Gives the memory back; the triangle is not to be used again.</summary>
    public void Dispose() => _memory.Dispose();
}
