using System.Numerics;
using DeepDive.Numerics;

namespace DeepDive.Models;

/// <summary>
/// The memory of a gradient step on a batch, and its parts that threads may share out: forward and backward by
/// rows, the gradient by weights. No part's bits depend on how the others were shared out.
/// </summary>
/// <remarks>Legend: n rows, w outputs of a layer.</remarks>
internal sealed unsafe class BatchPass<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [ThreadStatic]
    private static Scratch<T>? s_gradient;

    [ThreadStatic]
    private static Scratch<T>? s_block;

    private readonly PackedNetwork<T> _network;
    private readonly LayerMemory[] _pre;
    private readonly LayerMemory[] _post;
    private readonly LayerMemory[] _delta;
    private readonly FewGradient<T>?[] _few;
    private int _blockLength;

    /// <summary>Memory for batches of at most <paramref name="rows"/> rows.</summary>
    public BatchPass(PackedNetwork<T> network, int rows)
    {
        _network = network;
        var (depth, inputs) = (network.Network.Depth, network.Network.InputCount);
        Inputs = CreateInputs(checked(rows + DenseKernel<T>.SpareRows), inputs);
        (_pre, _post, _delta, _few) = (new LayerMemory[depth + 1], new LayerMemory[depth + 1], new LayerMemory[depth + 1], new FewGradient<T>[depth + 1]);
        for (var l = 0; l <= depth; l++)
        {
            // What the gradient of a layer with few inputs or outputs needs is used up within a block.
            var layer = network.Network.Layers[l];
            _post[l] = Create(l, rows, whole: l == depth || !FewGradient<T>.Suits(network.Network.Layers[l + 1]));
            _pre[l] = ActivationKernel.NeedsPreActivation(layer.Activation) ? Create(l, rows, whole: false) : _post[l];
            _delta[l] = l == depth ? _post[l] : Create(l, rows, whole: !FewGradient<T>.Suits(layer));
            if (FewGradient<T>.Suits(layer)) _few[l] = new FewGradient<T>(layer, hasColumnOfOnes: l == 0 && Inputs.Stride > Inputs.Columns, new RowBlocks(rows).MostCount);
        }
    }

    /// <summary>The batch: its first rows, to be filled before <see cref="Forward"/>.</summary>
    public Matrix<T> Inputs { get; }

    /// <summary>The logits after <see cref="Forward"/>; the derivative of the loss by them before <see cref="Backward"/>.</summary>
    public Matrix<T> Logits => _post[^1].Whole!;

    /// <summary>Takes a block's rows through all layers.</summary>
    public void Forward(int first, int rows)
    {
        (s_block ??= new()).Take(_blockLength);
        for (var l = 0; l < _post.Length; l++) _network.Forward(l, InputOf(l, first), rows, _pre[l].Rows(first), _post[l].Rows(first));
    }

    /// <summary>Takes the derivatives of a block's rows from the logits back to the first layer, and sums the small gradients over them.</summary>
    /// <remarks>On the thread of the block's <see cref="Forward"/>, before that of the next: some memory serves every block.</remarks>
    public void Backward(int block, int first, int rows)
    {
        for (var l = _post.Length - 1; l >= 0; l--)
        {
            _few[l]?.SumBlock(block, rows, InputOf(l, first), _delta[l].Rows(first));
            if (l > 0) BackwardLayer(l, first, rows);
        }
    }

    /// <summary>∂W = δᵀ·x and ∂b = Σ δ of some outputs of a layer, over the first <paramref name="rows"/> rows.</summary>
    public void Gradient(int layer, int first, int count, int rows, ParameterVector<T> gradient)
    {
        if (_few[layer] is { } few) few.AddUp(new RowBlocks(rows).Count, gradient.Weight(layer), gradient.Bias(layer));
        else SumAllRows(layer, first, count, rows, gradient);
    }

    private static Matrix<T> CreateInputs(int rows, int columns)
    {
        if (columns > LayerPanels<T>.MaxFew) return new Matrix<T>(rows, columns, LayerPanels<T>.StrideOf(columns));

        // A column of ones after the inputs makes the biases' gradient one more line of the product.
        var inputs = new Matrix<T>(rows, columns + 1);
        for (var i = 0; i < rows; i++) inputs[i, columns] = T.One;
        return inputs.ColumnRange(0, columns);
    }

    private LayerMemory Create(int layer, int rows, bool whole)
    {
        if (whole) return new(_network.CreateOutput(layer, rows), 0, 0);
        var (offset, stride) = (_blockLength, _network.Panels(layer).OutputStride);
        _blockLength = checked(offset + (RowBlocks.MaxLength + DenseKernel<T>.SpareRows) * stride);
        return new(null, offset, stride);
    }

    private Operand<T> InputOf(int layer, int first) => layer == 0 ? Operand<T>.Rows(Inputs).At(first, 0) : _post[layer - 1].Rows(first);

    private void BackwardLayer(int layer, int first, int rows)
    {
        var activation = _network.Panels(layer - 1).Layer.Activation;
        var (pre, post, before) = (_pre[layer - 1].Rows(first), _post[layer - 1].Rows(first), _delta[layer - 1].Rows(first));
        PackedNetwork<T>.Kernel.Backward(_network.Panels(layer), _delta[layer].Rows(first), rows, activation == Activation.ReLU ? post.Start : null, before);
        if (activation is Activation.ReLU or Activation.Identity) return;
        var length = checked((int)(rows * post.Stride));
        ActivationKernel.MultiplyByDerivative(activation, new ReadOnlySpan<T>(pre.Start, length), new ReadOnlySpan<T>(post.Start, length), new Span<T>(before.Start, length));
    }

    private void SumAllRows(int layer, int first, int count, int rows, ParameterVector<T> gradient)
    {
        var (kernel, input, delta) = (PackedNetwork<T>.Kernel, layer == 0 ? Inputs : _post[layer - 1].Whole!, _delta[layer].Whole!);
        var stride = LayerPanels<T>.StrideOf(input.Columns);
        var memory = (s_gradient ??= new()).Take(checked((count + kernel.TileRows) * stride));
        kernel.Gradient(Operand<T>.Columns(delta).At(first, 0), count, Operand<T>.Rows(input), input.Columns, rows, new Operand<T>(memory, stride, 1));
        for (var o = 0; o < count; o++) new ReadOnlySpan<T>(memory + o * stride, input.Columns).CopyTo(gradient.Weight(layer).Row(first + o));
        kernel.SumRows(Operand<T>.Rows(delta).At(0, first), count, rows, memory);
        new ReadOnlySpan<T>(memory, count).CopyTo(gradient.Bias(layer)[first..]);
    }

    /// <summary>Outputs of a layer, of all rows, or of a block alone: then in the cache of its thread, which uses the memory again for the next one.</summary>
    private sealed class LayerMemory(Matrix<T>? whole, int offset, int stride)
    {
        public Matrix<T>? Whole => whole;

        public Operand<T> Rows(int first) => whole is not null ? Operand<T>.Rows(whole).At(first, 0) : new(s_block!.Start + offset, stride, 1);
    }
}
