using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DeepDive.Numerics;

/// <summary>Aligned memory of unspecified content that one thread reuses from call to call.</summary>
internal sealed unsafe class Scratch<T>
    where T : unmanaged
{
    private const int AlignmentBytes = 64;

    private T[] _memory = [];

    /// <summary>What was taken last.</summary>
    public T* Start { get; private set; }

    /// <summary>Room for at least <paramref name="length"/> elements; what was there before is lost.</summary>
    public T* Take(int length)
    {
        var padded = checked(length + AlignmentBytes / sizeof(T));
        if (_memory.Length < padded) _memory = PinnedMemory.Uninitialised<T>(padded);
        var address = (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_memory));
        var start = (T*)((address + AlignmentBytes - 1) & ~(nuint)(AlignmentBytes - 1));
        if (ScratchContent.Filling is { } filling) new Span<byte>(start, length * sizeof(T)).Fill(filling);
        return Start = start;
    }
}
