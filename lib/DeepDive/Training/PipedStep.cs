using System.Numerics.Tensors;
using DeepDive.Data;
using DeepDive.Models;
using DeepDive.Numerics;

namespace DeepDive.Training;

/// <summary>The step of a piped network, through the generic products.</summary>
internal sealed class PipedStep : BatchStep
{
    private readonly PipedNetwork<float> _network;
    private readonly OptimiserState<float> _optimiser;
    private readonly PipedPass<float> _pass;
    private readonly ParameterVector<float> _gradient;
    private readonly OutputRange[] _ranges;
    private readonly Dictionary<int, Batch> _batches = [];
    private readonly Action<int> _update;
    private Batch? _batch;

    /// <summary>A step on at most <paramref name="mostRows"/> rows.</summary>
    public PipedStep(PipedNetwork<float> network, OptimiserState<float> optimiser, int mostRows, Objective objective)
        : base(mostRows, objective)
    {
        (_network, _optimiser) = (network, optimiser);
        _pass = new PipedPass<float>(network, new Matrix<float>(mostRows, network.InputCount), backward: true);
        _gradient = network.CreateGradient();
        _ranges = OutputRange.Cut(network.Layers);
        _update = Update;
    }

    protected override Matrix<float> Inputs => _pass.Inputs;

    public override void Load(DataSet data, ReadOnlySpan<int> rows)
    {
        base.Load(data, rows);

        // There are two sizes at most: that of a batch, and of the last one.
        if (!_batches.TryGetValue(rows.Length, out _batch)) _batches[rows.Length] = _batch = new Batch(_pass.Rows(0, rows.Length), _ranges, _gradient);
    }

    public override void Run(int block)
    {
        var pass = _batch!.Blocks[block];
        pass.Forward();
        pass.Logits.AsSpan().CopyTo(pass.OutputDelta.AsSpan());
        MeasureBlock(block, Operand<float>.Rows(pass.OutputDelta), _network.OutputCount);
        pass.Backward();
    }

    public override void Update()
    {
        _optimiser.Begin();
        Share(_ranges.Length, (long)Rows * _network.Parameters.Length, _update);
    }

    private void Update(int index)
    {
        var (layer, first, count) = _ranges[index];
        var (delta, inputs, weights) = _batch!.Ranges[index];
        MatMul.TN(delta, inputs, weights);
        var biases = _gradient.Bias(layer).Slice(first, count);
        biases.Clear();
        for (var i = 0; i < delta.Rows; i++) TensorPrimitives.Add(biases, delta.Row(i), biases);
        Move(_network.Layers[layer].WeightOffset + first * inputs.Columns, count * inputs.Columns);
        Move(_network.Layers[layer].BiasOffset + first, count);
    }

    private void Move(int start, int count)
    {
        _optimiser.Move(start..(start + count), _network.Parameters, _gradient.Values);
        _network.UpdateShift(start, count);
    }

    /// <summary>Views of the rows of a batch, made once: blocks of rows, and ranges of a layer's outputs.</summary>
    private sealed class Batch
    {
        public Batch(PipedPass<float> pass, OutputRange[] ranges, ParameterVector<float> gradient)
        {
            var blocks = new RowBlocks(pass.Inputs.Rows);
            Blocks = [.. Enumerable.Range(0, blocks.Count).Select(block => pass.Rows(blocks.Start(block), blocks.Length(block)))];
            Ranges = Array.ConvertAll(ranges, range => (
                pass.ParameterDelta(range.Layer).ColumnRange(range.First, range.Count),
                pass.InputOf(range.Layer),
                gradient.Weight(range.Layer).RowRange(range.First, range.Count)));
        }

        public PipedPass<float>[] Blocks { get; }

        public (Matrix<float> Delta, Matrix<float> Inputs, Matrix<float> Weights)[] Ranges { get; }
    }
}
