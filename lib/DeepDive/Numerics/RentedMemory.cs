using System.Buffers;

namespace DeepDive.Numerics;

/// <summary>Aligned, pinned memory of unspecified content from the shared pool: the first touch of new memory costs as much as filling it.</summary>
internal sealed unsafe class RentedMemory<T> : IDisposable
    where T : unmanaged
{
    private const int AlignmentBytes = 64;

    private readonly T[] _array;
    private readonly MemoryHandle _pin;

    public RentedMemory(int length)
    {
        Length = length;
        _array = ArrayPool<T>.Shared.Rent(checked(length + AlignmentBytes / sizeof(T)));
        _pin = _array.AsMemory().Pin();
        Start = (T*)(((nuint)_pin.Pointer + AlignmentBytes - 1) & ~(nuint)(AlignmentBytes - 1));
    }

    public int Length { get; }

    /// <summary>The first element, on a boundary of 64 bytes; valid until the memory is given back.</summary>
    public T* Start { get; }

    public Span<T> Span => new(Start, Length);

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        _pin.Dispose();
        ArrayPool<T>.Shared.Return(_array);
    }
}
