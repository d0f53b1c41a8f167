using System.Numerics;

namespace DeepDive.Numerics;

/// <summary>The rows of a matrix packed into panels for a tile, the last panel padded with zeros.</summary>
internal sealed unsafe class PackedLines<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Panels that a thread packs at a time.
    private const int PanelsPerTask = 8;

    private readonly RentedMemory<T> _memory;

    /// <param name="matrix">[n, depth].</param>
    /// <param name="width">Rows in a panel.</param>
    public PackedLines(Matrix<T> matrix, int width)
    {
        Depth = matrix.Columns;
        var panels = (matrix.Rows + width - 1) / width;
        _memory = new(checked(panels * width * Depth));
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
    public T* this[int line] => _memory.Start + (nint)line * Depth;

    public void Dispose() => _memory.Dispose();
}
