using System.Numerics;
using DeepDive.Numerics;

namespace DeepDive.Data;

/// <summary>An array in a .npy or .npz file, whose rows are read when they are asked for.</summary>
/// <remarks>
/// A row is what the first dimension counts, laid out with the last dimension fastest, whatever the order in the file:
/// an array [n, h, w] has n rows of h · w columns, a vector [n] has n rows of one column. Memory is taken for the rows asked
/// for. In a .npz file, and in Fortran order, rows are read fastest in ascending order and many at a time. Not thread-safe.
/// Legend: n rows, d columns.
/// </remarks>
public sealed class NpyArray : IDisposable
{
    private const int MaxElements = 1 << 29;
    private const int BufferBytes = 1 << 16;

    private readonly NpyStream _stream;
    private readonly NpyHeader _header;
    private byte[] _buffer = [];

    internal NpyArray(Func<Stream> open, string source, long length, NpyLimits limits)
    {
        _stream = new(open, source);
        try
        {
            _header = NpyHeader.Read(_stream);
            if (_header.Count > limits.MaxBytes / _header.ElementSize)
                throw _stream.Fault($"its elements must take at most {limits.MaxBytes} bytes, but the header claims {_header.Count} of {_header.ElementSize} bytes", $"raise {nameof(NpyLimits)}.{nameof(NpyLimits.MaxBytes)} if you trust it");
            if (length != _header.Length + _header.Bytes)
                throw _stream.Fault($"it must have {_header.Length + _header.Bytes} bytes by its header, but has {length}", "fetch it again");
        }
        catch
        {
            _stream.Dispose();
            throw;
        }
    }

    /// <summary>Type of the elements in the file.</summary>
    public NpyType Type => _header.Type;

    /// <summary>Length of each dimension; empty for a single number.</summary>
    public IReadOnlyList<int> Shape => _header.Shape;

    /// <summary>Length of the first dimension, n; 1 for a single number.</summary>
    public int Rows => _header.Rows;

    /// <summary>Elements in each row, d: the product of the other dimensions.</summary>
    public int Columns => _header.Columns;

    /// <summary>Reads all rows, [n, d].</summary>
    /// <typeparam name="T">float or double; elements that do not fit are rounded.</typeparam>
    /// <exception cref="InvalidDataException">The file ends early or is damaged.</exception>
    /// <exception cref="ArgumentException">There are more than 2²⁹ elements.</exception>
    public Matrix<T> Read<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Read<T>(0, Rows);

    /// <summary>Reads <paramref name="count"/> rows from <paramref name="first"/> on, [count, d].</summary>
    /// <typeparam name="T">float or double; elements that do not fit are rounded.</typeparam>
    /// <exception cref="InvalidDataException">The file ends early or is damaged.</exception>
    /// <exception cref="ArgumentException">Rows outside 0…n−1, or more than 2²⁹ elements.</exception>
    public Matrix<T> Read<T>(int first, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (first < 0 || count < 0 || first > Rows - count)
            throw new ArgumentOutOfRangeException(nameof(first), $"rows must lie within 0…{Rows}, but were {first}…{first + (long)count}; see {nameof(Rows)}");
        var result = Room<T>(count);
        if (Scattered)
        {
            ReadScattered(Enumerable.Range(first, count).ToArray(), result);
        }
        else
        {
            _stream.MoveTo(_header.Length + (long)first * Columns * _header.ElementSize);
            Fill(result.AsSpan());
        }

        return result;
    }

    /// <summary>Reads the rows with the given indices, in that order, in one pass through the file.</summary>
    /// <param name="indices">[m], each in 0…n−1; the same can come twice.</param>
    /// <typeparam name="T">float or double; elements that do not fit are rounded.</typeparam>
    /// <returns>[m, d].</returns>
    /// <exception cref="InvalidDataException">The file ends early or is damaged.</exception>
    /// <exception cref="ArgumentException">An index outside 0…n−1, or more than 2²⁹ elements.</exception>
    public Matrix<T> TakeRows<T>(ReadOnlySpan<int> indices)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (var index in indices) ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Rows, nameof(indices));
        var result = Room<T>(indices.Length);
        if (Scattered)
        {
            ReadScattered(indices, result);
            return result;
        }

        var previous = -1;
        foreach (var i in Ascending(indices))
        {
            if (previous >= 0 && indices[previous] == indices[i])
            {
                result.Row(previous).CopyTo(result.Row(i));
                continue;
            }

            _stream.MoveTo(_header.Length + (long)indices[i] * Columns * _header.ElementSize);
            Fill(result.Row(i));
            previous = i;
        }

        return result;
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _stream.Dispose();

    // In Fortran order the first dimension runs fastest, so that a row's elements lie n apart.
    private bool Scattered => _header.FortranOrder && Shape.Count > 1 && Columns > 0;

    private Matrix<T> Room<T>(int rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => (long)rows * Columns <= MaxElements
        ? new Matrix<T>(rows, Columns)
        : throw new ArgumentException($"at most {MaxElements} elements can be read at once, but {rows} rows of {Columns} columns are asked for; read fewer rows at a time", nameof(rows));

    private static int[] Ascending(ReadOnlySpan<int> indices)
    {
        var (keys, order) = (indices.ToArray(), Enumerable.Range(0, indices.Length).ToArray());
        Array.Sort(keys, order);
        return order;
    }

    private void Fill<T>(Span<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var needed = (int)Math.Min(BufferBytes, (long)values.Length * _header.ElementSize);
        if (_buffer.Length < needed) _buffer = new byte[needed];
        while (values.Length > 0)
        {
            var count = Math.Min(values.Length, BufferBytes / _header.ElementSize);
            var bytes = _buffer.AsSpan(0, count * _header.ElementSize);
            _stream.Fill(bytes);
            NpyElements.Decode(Type, _header.BigEndian, bytes, values[..count]);
            values = values[count..];
        }
    }

    // The file's columns one after the other, each in pieces, from which the rows asked for are picked.
    private void ReadScattered<T>(ReadOnlySpan<int> indices, Matrix<T> result)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (result.Rows == 0) return;
        var order = Ascending(indices);
        Span<T> piece = new T[Math.Min(Rows, BufferBytes / _header.ElementSize)];
        _stream.MoveTo(_header.Length);
        foreach (var column in FortranColumns())
        {
            var next = 0;
            for (var start = 0; start < Rows; start += piece.Length)
            {
                var part = piece[..Math.Min(piece.Length, Rows - start)];
                Fill(part);
                for (; next < order.Length && indices[order[next]] < start + part.Length; next++)
                    result[order[next], column] = part[indices[order[next]] - start];
            }
        }
    }

    // Index, with the last dimension fastest, of each column in the file's order, with the second dimension fastest.
    private IEnumerable<int> FortranColumns()
    {
        var digits = new int[Shape.Count];
        for (var k = 0; k < Columns; k++)
        {
            var column = 0;
            for (var axis = 1; axis < digits.Length; axis++) column = column * Shape[axis] + digits[axis];
            yield return column;
            for (var axis = 1; axis < digits.Length && ++digits[axis] == Shape[axis]; axis++) digits[axis] = 0;
        }
    }
}
