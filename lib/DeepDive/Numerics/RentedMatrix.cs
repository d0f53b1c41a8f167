using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;

namespace DeepDive.Numerics;

/// <summary>A matrix of unspecified content in memory from the shared pool, for what is soon given back: see <see cref="RentedMemory{T}"/>.</summary>
internal sealed class RentedMatrix<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private T[] _array = [];
    private MemoryHandle _pin;

    /// <summary>A matrix [rows, columns].</summary>
    public RentedMatrix(int rows, int columns) => Value = new Matrix<T>(rows, columns, columns, length =>
    {
        _array = ArrayPool<T>.Shared.Rent(length);
        _pin = _array.AsMemory().Pin();
        if (ScratchContent.Filling is { } filling) MemoryMarshal.AsBytes(_array.AsSpan()).Fill(filling);
        return _array;
    });

    /// <summary>The matrix; not to be used after the memory was given back.</summary>
    public Matrix<T> Value { get; }

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        _pin.Dispose();
        ArrayPool<T>.Shared.Return(_array);
    }
}
