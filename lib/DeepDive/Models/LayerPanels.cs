using System.Numerics;
using DeepDive.Numerics;

namespace DeepDive.Models;

/// <summary>
/// A layer's parameters in the order in which the kernels read them: weights as panels of two registers' width, with one
/// row a summed index, padded with zeros. Packed once an update, not at every product.
/// </summary>
internal sealed unsafe class LayerPanels<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>At most this many inputs or outputs are few: they have kernels of their own.</summary>
    public const int MaxFew = 4;

    private const int LineBytes = 64;

    private readonly int _lanes;
    private readonly Matrix<T> _forward;
    private readonly Matrix<T> _backward;
    private readonly Matrix<T> _bias;

    /// <summary>Memory for a layer's parameters.</summary>
    /// <param name="layer">Its sizes.</param>
    /// <param name="isOutput">Whether it gives the logits, from the activations of a hidden layer.</param>
    /// <param name="lanes">Elements of a register.</param>
    public LayerPanels(DenseLayer layer, bool isOutput, int lanes)
    {
        (Layer, _lanes) = (layer, lanes);
        HasDotProducts = isOutput && layer.OutputCount <= MaxFew && layer.InputCount > MaxFew;
        _forward = HasDotProducts ? new Matrix<T>(layer.OutputCount, RoundUp(layer.InputCount, lanes)) : new Matrix<T>(layer.InputCount, RoundUp(layer.OutputCount, lanes));
        _backward = new Matrix<T>(layer.OutputCount, RoundUp(layer.InputCount, lanes));
        _bias = new Matrix<T>(1, RoundUp(layer.OutputCount, lanes));
        OutputStride = HasDotProducts ? layer.OutputCount : StrideOf(layer.OutputCount);
    }

    public DenseLayer Layer { get; }

    /// <summary>Whether the logits are so few that each is a dot product along the activations, and their rows have no padding.</summary>
    public bool HasDotProducts { get; }

    /// <summary>W with its rows filled up with zeros to whole registers, for dot products.</summary>
    public Operand<T> DotProductRows => Operand<T>.Rows(_forward);

    /// <summary>Length of those rows; activations are padded to as many.</summary>
    public int DotProductLength => _forward.Columns;

    /// <summary>Elements between rows of the layer's outputs.</summary>
    public int OutputStride { get; }

    public T* Bias => _bias.Pointer;

    /// <summary>Padded row length of activations: whole lines, and an odd number of them, so that neighbouring rows fall into different cache sets.</summary>
    public static int StrideOf(int width) => (RoundUp(width, LineBytes / sizeof(T)) * sizeof(T) / LineBytes | 1) * LineBytes / sizeof(T);

    /// <summary>Wᵀ from output <paramref name="column"/> on, which begins a panel; <see cref="WidthFrom"/> elements a row.</summary>
    public T* ForwardPanel(int column) => _forward.Pointer + (nint)column * Layer.InputCount;

    /// <summary>W from input <paramref name="column"/> on, which begins a panel.</summary>
    public T* BackwardPanel(int column) => _backward.Pointer + (nint)column * Layer.OutputCount;

    /// <summary>Width of the panel that begins at <paramref name="column"/> of <paramref name="columns"/>: two registers, or the one that is left.</summary>
    public static int WidthFrom(int column, int columns, int lanes) => columns - column > lanes ? 2 * lanes : lanes;

    /// <summary>Takes over the weights [out, in] and biases of some outputs; other outputs may be packed at the same time.</summary>
    public void Pack(Matrix<T> weight, ReadOnlySpan<T> bias, int first, int count)
    {
        bias.Slice(first, count).CopyTo(_bias.Row(0)[first..]);
        var rows = Operand<T>.Rows(weight);
        if (!HasDotProducts) PackForward(rows, first, count);
        else for (var o = first; o < first + count; o++) weight.Row(o).CopyTo(_forward.Row(o));
        PackBackward(Operand<T>.Columns(weight), first, count);
        GC.KeepAlive(weight);
    }

    private void PackForward(Operand<T> rows, int first, int count)
    {
        var panelWidth = 2 * _lanes;
        for (var end = first + count; first < end;)
        {
            var panel = first / panelWidth * panelWidth;
            var lines = Math.Min(panel + panelWidth, end) - first;
            Packing<T>.Place(rows.At(first, 0), lines, Layer.InputCount, WidthFrom(panel, Layer.OutputCount, _lanes), ForwardPanel(panel) + (first - panel));
            first += lines;
        }
    }

    private void PackBackward(Operand<T> columns, int first, int count)
    {
        for (var panel = 0; panel < Layer.InputCount; panel += 2 * _lanes)
        {
            var width = WidthFrom(panel, Layer.InputCount, _lanes);
            Packing<T>.Place(columns.At(panel, first), Math.Min(width, Layer.InputCount - panel), count, width, BackwardPanel(panel) + (nint)first * width);
        }
    }

    private static int RoundUp(int value, int multiple) => checked((value + multiple - 1) / multiple * multiple);
}
