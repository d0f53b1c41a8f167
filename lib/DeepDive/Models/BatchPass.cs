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

    private readonly PackedNetwork<T> _network;
    private readonly Matrix<T>[] _pre;
    private readonly Matrix<T>[] _post;
    private readonly Matrix<T>[] _delta;

    /// <summary>Memory for batches of at most <paramref name="rows"/> rows.</summary>
    public BatchPass(PackedNetwork<T> network, int rows)
    {
        _network = network;
        var (depth, inputs) = (network.Network.Depth, network.Network.InputCount);
        Inputs = new Matrix<T>(checked(rows + DenseKernel<T>.SpareRows), inputs, inputs <= LayerPanels<T>.MaxFew ? inputs : LayerPanels<T>.StrideOf(inputs));
        (_pre, _post, _delta) = (new Matrix<T>[depth + 1], new Matrix<T>[depth + 1], new Matrix<T>[depth + 1]);
        for (var l = 0; l <= depth; l++)
        {
            _post[l] = network.CreateOutput(l, rows);
            _pre[l] = ActivationKernel.NeedsPreActivation(network.Network.Layers[l].Activation) ? network.CreateOutput(l, rows) : _post[l];
            _delta[l] = l == depth ? _post[l] : network.CreateOutput(l, rows);
        }
    }

    /// <summary>The batch: its first rows, to be filled before <see cref="Forward"/>.</summary>
    public Matrix<T> Inputs { get; }

    /// <summary>The logits after <see cref="Forward"/>; the derivative of the loss by them before <see cref="Backward"/>.</summary>
    public Matrix<T> Logits => _post[^1];

    /// <summary>Takes some rows through all layers.</summary>
    public void Forward(int first, int rows)
    {
        for (var l = 0; l < _post.Length; l++)
            _network.Forward(l, Rows(l == 0 ? Inputs : _post[l - 1], first), rows, Rows(_pre[l], first), Rows(_post[l], first));
    }

    /// <summary>Takes the derivatives of some rows from the logits back to the first layer.</summary>
    public void Backward(int first, int rows)
    {
        for (var l = _post.Length - 1; l > 0; l--)
        {
            var activation = _network.Panels(l - 1).Layer.Activation;
            var (pre, post, before) = (Rows(_pre[l - 1], first), Rows(_post[l - 1], first), Rows(_delta[l - 1], first));
            PackedNetwork<T>.Kernel.Backward(_network.Panels(l), Rows(_delta[l], first), rows, activation == Activation.ReLU ? post.Start : null, before);
            if (activation is Activation.ReLU or Activation.Identity) continue;
            var length = checked(rows * _post[l - 1].Stride);
            ActivationKernel.MultiplyByDerivative(activation, new ReadOnlySpan<T>(pre.Start, length), new ReadOnlySpan<T>(post.Start, length), new Span<T>(before.Start, length));
        }
    }

    /// <summary>∂W = δᵀ·x and ∂b = Σ δ of some outputs of a layer, over the first <paramref name="rows"/> rows.</summary>
    public void Gradient(int layer, int first, int count, int rows, ParameterVector<T> gradient)
    {
        var input = layer == 0 ? Inputs : _post[layer - 1];
        var (weights, inputs) = (gradient.Weight(layer), input.Columns);
        var isThin = inputs <= LayerPanels<T>.MaxFew;
        var stride = LayerPanels<T>.StrideOf(isThin ? count : inputs);
        var lines = (isThin ? inputs : count) + PackedNetwork<T>.Kernel.TileRows;
        var memory = (s_gradient ??= new()).Take(checked(lines * stride));
        var result = new Operand<T>(memory, stride, 1);
        var (columns, values) = (Operand<T>.Columns(_delta[layer]).At(first, 0), Operand<T>.Rows(_delta[layer]).At(0, first));
        if (isThin) PackedNetwork<T>.Kernel.Gradient(Operand<T>.Columns(input), inputs, values, count, rows, result);
        else PackedNetwork<T>.Kernel.Gradient(columns, count, Operand<T>.Rows(input), inputs, rows, result);
        for (var o = 0; o < count; o++)
        {
            var row = weights.Row(first + o);
            if (isThin) for (var i = 0; i < inputs; i++) row[i] = memory[i * stride + o];
            else new ReadOnlySpan<T>(memory + o * stride, inputs).CopyTo(row);
        }

        PackedNetwork<T>.Kernel.SumRows(values, count, rows, memory);
        new ReadOnlySpan<T>(memory, count).CopyTo(gradient.Bias(layer)[first..]);
    }

    private static Operand<T> Rows(Matrix<T> matrix, int first) => Operand<T>.Rows(matrix).At(first, 0);
}
