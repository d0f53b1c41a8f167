using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace DeepDive.Numerics;

/// <summary>
/// A row-major matrix over 64-byte aligned memory. The element at (i, j) lies at <c>i · Stride + j</c>,
/// so that padded rows, row ranges and column ranges are matrices too (views that share memory).
/// </summary>
/// <remarks>Networks and data use <c>Matrix&lt;float&gt;</c>; analysis that needs it takes <c>Matrix&lt;double&gt;</c>.</remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class Matrix<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int AlignmentBytes = 64;

    // Pinned, so that kernels may hold pointers; an array, so that a span keeps it alive.
    private readonly T[] _memory;
    private readonly int _offset;

    /// <summary>A matrix of zeros, [rows, columns], without padding.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A size is negative.</exception>
    public Matrix(int rows, int columns)
        : this(rows, columns, columns)
    {
    }

    /// <summary>A matrix of zeros, [rows, columns], whose rows start <paramref name="stride"/> elements apart.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A size is negative, or the stride is smaller than a row.</exception>
    public Matrix(int rows, int columns, int stride)
        : this(rows, columns, stride, PinnedMemory.Zeroed<T>)
    {
    }

    /// <summary>A matrix over an array that <paramref name="allocate"/> makes pinned, given its least length.</summary>
    internal Matrix(int rows, int columns, int stride, Func<int, T[]> allocate)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        ArgumentOutOfRangeException.ThrowIfLessThan(stride, columns);
        (Rows, Columns, Stride) = (rows, columns, stride);
        var slack = AlignmentBytes / Unsafe.SizeOf<T>();
        _memory = allocate(checked(rows * stride + slack));
        _offset = OffsetToAlignment(_memory);
    }

    private Matrix(Matrix<T> parent, int offset, int rows, int columns, int stride)
    {
        (_memory, _offset, Stride) = (parent._memory, offset, stride);
        (Rows, Columns) = (rows, columns);
    }

    /// <summary>Number of rows, n.</summary>
    public int Rows { get; }

    /// <summary>Number of columns, d.</summary>
    public int Columns { get; }

    /// <summary>Elements from the start of one row to the start of the next; at least <see cref="Columns"/>.</summary>
    public int Stride { get; }

    /// <summary>Whether the rows follow each other without a gap, so that <see cref="AsSpan"/> is allowed.</summary>
    public bool IsContiguous => Stride == Columns || Rows <= 1;

    /// <summary>The element at (row, column).</summary>
    public ref T this[int row, int column] => ref Row(row)[column];

    /// <summary>A matrix of unspecified content, for a result that is written from end to end: clearing a large one costs as much as filling it.</summary>
    internal static Matrix<T> Uninitialised(int rows, int columns) => new(rows, columns, columns, PinnedMemory.Uninitialised<T>);

    /// <summary>A copy of the given rows, which must have equal lengths.</summary>
    /// <exception cref="ArgumentException">The rows differ in length.</exception>
    public static Matrix<T> FromRows(params IReadOnlyList<T[]> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var result = new Matrix<T>(rows.Count, rows.Count == 0 ? 0 : rows[0].Length);
        for (var i = 0; i < rows.Count; i++)
        {
            if (rows[i].Length != result.Columns)
                throw new ArgumentException($"rows must have equal lengths, but row {i} has {rows[i].Length} elements and row 0 has {result.Columns}; pad or cut them", nameof(rows));
            rows[i].CopyTo(result.Row(i));
        }

        return result;
    }

    /// <summary>Row <paramref name="row"/> as a span of <see cref="Columns"/> elements.</summary>
    public Span<T> Row(int row)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Rows, nameof(row));
        return _memory.AsSpan(_offset + row * Stride, Columns);
    }

    /// <summary>All elements, row after row.</summary>
    /// <exception cref="InvalidOperationException">The rows have gaps between them.</exception>
    public Span<T> AsSpan() => IsContiguous
        ? _memory.AsSpan(_offset, Rows * Columns)
        : throw new InvalidOperationException($"the rows must follow each other without a gap, but the stride is {Stride} at {Columns} columns; use Row or Clone");

    /// <summary>A view of <paramref name="count"/> rows from <paramref name="start"/>, [count, d], sharing memory.</summary>
    public Matrix<T> RowRange(int start, int count)
    {
        ThrowIfOutside(start, count, Rows);
        return new Matrix<T>(this, _offset + start * Stride, count, Columns, Stride);
    }

    /// <summary>A view of <paramref name="count"/> columns from <paramref name="start"/>, [n, count], sharing memory.</summary>
    public Matrix<T> ColumnRange(int start, int count)
    {
        ThrowIfOutside(start, count, Columns);
        return new Matrix<T>(this, _offset + start, Rows, count, Stride);
    }

    /// <summary>A view of rows · columns consecutive elements from <paramref name="start"/> of a matrix without gaps, sharing memory.</summary>
    internal Matrix<T> Reshape(int start, int rows, int columns)
    {
        ThrowIfOutside(start, rows * columns, AsSpan().Length);
        return new Matrix<T>(this, _offset + start, rows, columns, columns);
    }

    /// <summary>A copy of the rows with the given indices, in that order.</summary>
    public Matrix<T> TakeRows(ReadOnlySpan<int> indices)
    {
        var result = new Matrix<T>(indices.Length, Columns);
        for (var i = 0; i < indices.Length; i++) Row(indices[i]).CopyTo(result.Row(i));
        return result;
    }

    /// <summary>A copy of one column.</summary>
    public T[] Column(int column)
    {
        var result = new T[Rows];
        for (var i = 0; i < Rows; i++) result[i] = this[i, column];
        return result;
    }

    /// <summary>A copy without padding.</summary>
    public Matrix<T> Clone()
    {
        var result = new Matrix<T>(Rows, Columns);
        for (var i = 0; i < Rows; i++) Row(i).CopyTo(result.Row(i));
        return result;
    }

    /// <summary>A copy in another precision.</summary>
    public Matrix<TOther> To<TOther>()
        where TOther : unmanaged, IBinaryFloatingPointIeee754<TOther>
    {
        var result = new Matrix<TOther>(Rows, Columns);
        for (var i = 0; i < Rows; i++)
        {
            var from = Row(i);
            var to = result.Row(i);
            for (var j = 0; j < from.Length; j++) to[j] = TOther.CreateTruncating(from[j]);
        }

        return result;
    }

    /// <inheritdoc/>
    public override string ToString() => $"Matrix<{typeof(T).Name}> [{Rows}, {Columns}]";

    /// <summary>The first row with an element that is not finite, or null.</summary>
    internal int? FirstRowNotFinite()
    {
        for (var i = 0; i < Rows; i++)
        {
            if (!TensorPrimitives.IsFiniteAll<T>(Row(i))) return i;
        }

        return null;
    }

    /// <summary>Address of element (0, 0). Valid while this matrix is alive: the memory is pinned; keep the matrix reachable.</summary>
    internal unsafe T* Pointer => (T*)Unsafe.AsPointer(ref System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(_memory)) + _offset;

    private static unsafe int OffsetToAlignment(T[] pinned)
    {
        var address = (nuint)Unsafe.AsPointer(ref System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(pinned));
        var past = (int)(address % AlignmentBytes);
        return past == 0 ? 0 : (AlignmentBytes - past) / Unsafe.SizeOf<T>();
    }

    private static void ThrowIfOutside(int start, int count, int size)
    {
        if (start < 0 || count < 0 || start > size - count)
            throw new ArgumentOutOfRangeException(nameof(start), $"a range must lie within 0…{size}, but was {start}…{start + count}");
    }
}
