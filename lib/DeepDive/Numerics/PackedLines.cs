using System.Numerics;

namespace DeepDive.Numerics;

/// <summary>Lines of an operand packed into panels for a tile, the last panel padded with zeros.</summary>
internal sealed unsafe class PackedLines<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Panels that a thread packs at a time.
    private const int PanelsPerTask = 8;

    private readonly RentedMemory<T> _memory;

    /// <param name="matrix">[n, depth], its rows being the lines.</param>
    /// <param name="width">Lines in a panel.</param>
    public PackedLines(Matrix<T> matrix, int width)
        : this(Operand<T>.Rows(matrix), matrix.Rows, matrix.Columns, width)
    {
        GC.KeepAlive(matrix);
    }

    /// <param name="lines">Their memory must be kept alive until this is made.</param>
    /// <param name="count">n.</param>
    /// <param name="depth">Length of a line.</param>
    /// <param name="width">Lines in a panel.</param>
    public PackedLines(Operand<T> lines, int count, int depth, int width)
    {
        (Count, Depth) = (count, depth);
        var panels = (count + width - 1) / width;
        _memory = new(checked(panels * width * depth));
        Workers.For((panels + PanelsPerTask - 1) / PanelsPerTask, task =>
        {
            for (var panel = task * PanelsPerTask; panel < Math.Min(panels, (task + 1) * PanelsPerTask); panel++)
                Packing<T>.Pack(lines.At(panel * width, 0), Math.Min(width, count - panel * width), depth, width, this[panel * width]);
        });
    }

    /// <summary>Number of lines.</summary>
    public int Count { get; }

    /// <summary>Length of a line.</summary>
    public int Depth { get; }

    /// <summary>The panel that starts with line <paramref name="line"/>: element p of its line i lies at p · width + i.</summary>
    public T* this[int line] => _memory.Start + (nint)line * Depth;

    public void Dispose() => _memory.Dispose();
}
