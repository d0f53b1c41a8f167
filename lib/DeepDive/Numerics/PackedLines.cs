using System.Buffers;
using System.Numerics;

namespace DeepDive.Numerics;

/// <summary>The rows of a matrix packed into panels for a tile, the last panel padded with zeros.</summary>
/// <remarks>The memory is rented: the first touch of new memory costs as much as the packing.</remarks>
internal sealed unsafe class PackedLines<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int AlignmentBytes = 64;

    // Panels that a thread packs at a time.
    private const int PanelsPerTask = 8;

    private readonly T[] _memory;
    private readonly MemoryHandle _pin;
    private readonly T* _start;

    /// <param name="matrix">[n, depth].</param>
    /// <param name="width">Rows in a panel.</param>
    public PackedLines(Matrix<T> matrix, int width)
    {
        Depth = matrix.Columns;
        var panels = (matrix.Rows + width - 1) / width;
        _memory = ArrayPool<T>.Shared.Rent(checked(panels * width * Depth + AlignmentBytes / sizeof(T)));
        _pin = _memory.AsMemory().Pin();
        _start = (T*)(((nuint)_pin.Pointer + AlignmentBytes - 1) & ~(nuint)(AlignmentBytes - 1));
        var lines = Operand<T>.Rows(matrix);
        Workers.For((panels + PanelsPerTask - 1) / PanelsPerTask, task =>
        {
            for (var panel = task * PanelsPerTask; panel < Math.Min(panels, (task + 1) * PanelsPerTask); panel++)
                Packing<T>.Pack(lines.At(panel * width, 0), Math.Min(width, matrix.Rows - panel * width), Depth, width, this[panel * width]);
        });
    }

    /// <summary>Length of a line.</summary>
    public int Depth { get; }

    /// <summary>The panel that starts with line <paramref name="line"/>: element p of its line i lies at p · width + i.</summary>
    public T* this[int line] => _start + (nint)line * Depth;

    public void Dispose()
    {
        _pin.Dispose();
        ArrayPool<T>.Shared.Return(_memory);
    }
}
