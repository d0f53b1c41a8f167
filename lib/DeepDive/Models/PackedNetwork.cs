using System.Numerics;
using DeepDive.Numerics;

namespace DeepDive.Models;

/// <summary>A network with its weights packed for the kernels, and the forward pass that keeps nothing but the logits.</summary>
internal sealed unsafe class PackedNetwork<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [ThreadStatic]
    private static Scratch<T>? s_activations;

    private readonly LayerPanels<T>[] _panels;
    private readonly int _widestStride;

    /// <summary>Packs the weights as they are now.</summary>
    public PackedNetwork(Network<T> network)
    {
        Network = network;
        _panels = [.. network.Layers.Select((layer, l) => new LayerPanels<T>(layer, isOutput: l == network.Depth, Kernel.Lanes))];
        _widestStride = _panels.Max(panels => panels.OutputStride);
        for (var l = 0; l < _panels.Length; l++) Pack(l, 0, network.Layers[l].OutputCount);
    }

    public static DenseKernel<T> Kernel => DenseKernel<T>.Widest;

    public Network<T> Network { get; }

    public LayerPanels<T> Panels(int layer) => _panels[layer];

    /// <summary>Memory for the outputs of a layer at <paramref name="rows"/> rows.</summary>
    public Matrix<T> CreateOutput(int layer, int rows) =>
        new(checked(rows + DenseKernel<T>.SpareRows), _panels[layer].Layer.OutputCount, _panels[layer].OutputStride);

    /// <summary>Takes over the network's parameters of some outputs of a layer.</summary>
    public void Pack(int layer, int first, int count) => _panels[layer].Pack(Network.Weight(layer), Network.Bias(layer), first, count);

    /// <summary>One layer of some rows: z to <paramref name="pre"/>, a = f(z) to <paramref name="post"/>, which may be the same.</summary>
    public void Forward(int layer, Operand<T> input, int rows, Operand<T> pre, Operand<T> post)
    {
        var (panels, activation) = (_panels[layer], _panels[layer].Layer.Activation);
        Kernel.Forward(panels, input, rows, activation == Activation.ReLU, pre);
        if (activation is Activation.ReLU or Activation.Identity) return;

        // Padding included: rows without gaps make one long vector.
        var length = checked(rows * panels.OutputStride);
        ActivationKernel.Apply(activation, new ReadOnlySpan<T>(pre.Start, length), new Span<T>(post.Start, length));
    }

    /// <summary>The logits of at most <see cref="RowBlocks.MaxLength"/> rows; threads may do this side by side.</summary>
    /// <param name="input">[n, d].</param>
    /// <param name="rows">n ≥ 1.</param>
    /// <param name="logits">From <see cref="CreateOutput"/> of the last layer.</param>
    public void Forward(Operand<T> input, int rows, Operand<T> logits)
    {
        var size = checked(RowBlocks.MaxLength * _widestStride);
        var memory = (s_activations ??= new()).Take(checked(2 * size));
        for (var l = 0; l < _panels.Length; l++)
        {
            var output = l == _panels.Length - 1 ? logits : new Operand<T>(memory + l % 2 * size, _panels[l].OutputStride, 1);
            Forward(l, input, rows, output, output);
            input = output;
        }
    }

    /// <summary>The logits of all rows, [n, k].</summary>
    public Matrix<T> Forward(Matrix<T> inputs)
    {
        var blocks = new RowBlocks(inputs.Rows);
        var logits = CreateOutput(_panels.Length - 1, inputs.Rows);
        Workers.For(blocks.Count, block => Forward(Operand<T>.Rows(inputs).At(blocks.Start(block), 0), blocks.Length(block), Operand<T>.Rows(logits).At(blocks.Start(block), 0)));
        return logits.RowRange(0, inputs.Rows).Clone();
    }
}
