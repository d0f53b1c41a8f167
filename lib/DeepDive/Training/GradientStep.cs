using DeepDive.Models;
using DeepDive.Numerics;

namespace DeepDive.Training;

/// <summary>The step of an ordinary network, through the fused kernels.</summary>
internal sealed class GradientStep : BatchStep
{
    private readonly PackedNetwork<float> _network;
    private readonly OptimiserState<float> _optimiser;
    private readonly BatchPass<float> _pass;
    private readonly ParameterVector<float> _gradient;
    private readonly OutputRange[] _ranges;
    private readonly Action<int> _update;
    private readonly long _sharedParameters;

    /// <summary>A step on at most <paramref name="mostRows"/> rows.</summary>
    public GradientStep(PackedNetwork<float> network, OptimiserState<float> optimiser, int mostRows, Objective objective)
        : base(mostRows, objective)
    {
        (_network, _optimiser) = (network, optimiser);
        _pass = new BatchPass<float>(network, mostRows);
        _gradient = network.Network.CreateGradient();
        _ranges = OutputRange.Cut(network.Network.Layers);
        _update = Update;
        _sharedParameters = network.Network.Layers.Where(layer => !FewGradient<float>.Suits(layer)).Sum(layer => (long)layer.ParameterCount);
    }

    protected override Matrix<float> Inputs => _pass.Inputs;

    public override void Run(int block)
    {
        var blocks = new RowBlocks(Rows);
        var (first, rows) = (blocks.Start(block), blocks.Length(block));
        _pass.Forward(first, rows);
        MeasureBlock(block, Operand<float>.Rows(_pass.Logits).At(first, 0), _network.Network.OutputCount);
        _pass.Backward(block, first, rows);
    }

    public override void Update()
    {
        _optimiser.Begin();
        Share(_ranges.Length, Rows * _sharedParameters, _update);
    }

    private void Update(int index)
    {
        var (layer, first, count) = _ranges[index];
        _pass.Gradient(layer, first, count, Rows, _gradient);
        var (inputs, weights, biases) = (_network.Network.Layers[layer].InputCount, _network.Network.Layers[layer].WeightOffset, _network.Network.Layers[layer].BiasOffset);
        Move(weights + first * inputs, count * inputs);
        Move(biases + first, count);
        _network.Pack(layer, first, count);
    }

    private void Move(int start, int count) => _optimiser.Move(start..(start + count), _network.Network.Parameters, _gradient.Values);
}
