using System.Numerics;
using System.Numerics.Tensors;
using DeepDive.Numerics;

namespace DeepDive.Models;

/// <summary>
/// The gradient of a layer with few inputs or few outputs. It is small, so each block of rows has a sum of its own, made
/// while the block is in the cache; what is left is to add these up, in the blocks' order.
/// </summary>
/// <remarks>
/// The few inputs or outputs are the lines of a sum, for the others fill registers; the biases' gradient is its last line.
/// Blocks may be summed side by side.
/// </remarks>
internal sealed unsafe class FewGradient<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // The most that a tile of few lines writes.
    private const int LinesPerBlock = 6;

    private readonly DenseLayer _layer;
    private readonly bool _hasColumnOfOnes;
    private readonly int _stride;
    private readonly Matrix<T> _sums;

    /// <summary>Memory for sums of at most <paramref name="mostBlocks"/> blocks.</summary>
    /// <param name="layer">Few inputs or outputs.</param>
    /// <param name="hasColumnOfOnes">Whether a column of ones follows the few inputs: the biases' gradient is one more line of the product.</param>
    /// <param name="mostBlocks">Most blocks of a batch.</param>
    public FewGradient(DenseLayer layer, bool hasColumnOfOnes, int mostBlocks)
    {
        (_layer, _hasColumnOfOnes) = (layer, hasColumnOfOnes);
        _stride = LayerPanels<T>.StrideOf(HasFewInputs ? layer.OutputCount : layer.InputCount);
        _sums = new Matrix<T>(checked(mostBlocks * LinesPerBlock), _stride);
    }

    private bool HasFewInputs => _layer.InputCount <= LayerPanels<T>.MaxFew;

    private int Lines => HasFewInputs ? _layer.InputCount : _layer.OutputCount;

    /// <summary>Whether a layer has few inputs or outputs.</summary>
    public static bool Suits(DenseLayer layer) => Math.Min(layer.InputCount, layer.OutputCount) <= LayerPanels<T>.MaxFew;

    /// <summary>∂W = δᵀ·x and ∂b = Σ δ over the rows of a block.</summary>
    /// <param name="block">Its number.</param>
    /// <param name="rows">n.</param>
    /// <param name="input">x, [n, d], with spare rows.</param>
    /// <param name="delta">δ, [n, w], with spare rows.</param>
    public void SumBlock(int block, int rows, Operand<T> input, Operand<T> delta)
    {
        var (kernel, sum) = (PackedNetwork<T>.Kernel, new Operand<T>(Sum(block), _stride, 1));
        if (HasFewInputs) kernel.Gradient(Columns(input), _hasColumnOfOnes ? Lines + 1 : Lines, delta, _layer.OutputCount, rows, sum);
        else kernel.Gradient(Columns(delta), Lines, input, _layer.InputCount, rows, sum);
        if (!_hasColumnOfOnes) kernel.SumRows(delta, _layer.OutputCount, rows, sum.At(Lines, 0).Start);
    }

    /// <summary>The sum of the first <paramref name="blocks"/> blocks, which becomes that of the first.</summary>
    public void AddUp(int blocks, Matrix<T> weight, Span<T> bias)
    {
        var total = new Span<T>(Sum(0), (Lines + 1) * _stride);
        for (var block = 1; block < blocks; block++) TensorPrimitives.Add(total, new ReadOnlySpan<T>(Sum(block), total.Length), total);
        for (var line = 0; line < Lines; line++)
        {
            var values = total[(line * _stride)..];
            if (!HasFewInputs) values[.._layer.InputCount].CopyTo(weight.Row(line));
            else for (var o = 0; o < _layer.OutputCount; o++) weight[o, line] = values[o];
        }

        total.Slice(Lines * _stride, bias.Length).CopyTo(bias);
    }

    private static Operand<T> Columns(Operand<T> rows) => new(rows.Start, 1, rows.Stride);

    private T* Sum(int block) => _sums.Pointer + (nint)block * LinesPerBlock * _stride;
}
