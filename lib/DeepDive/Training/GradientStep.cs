using DeepDive.Data;
using DeepDive.Models;
using DeepDive.Numerics;

namespace DeepDive.Training;

/// <summary>
/// A gradient step on a batch, in two halves. The first, row by row: forward, loss, and the derivatives back to the first
/// layer. The second, weight by weight: gradient, update, and the new weights in the kernels' order.
/// </summary>
internal sealed class GradientStep : RowWork
{
    private readonly PackedNetwork<float> _network;
    private readonly OptimiserState<float> _optimiser;
    private readonly BatchPass<float> _pass;
    private readonly ParameterVector<float> _gradient;
    private readonly int[] _labels;
    private readonly ScoreSum[] _sums;
    private readonly OutputRange[] _ranges;
    private readonly Action<int> _update;
    private int _rows;

    /// <summary>A step on at most <paramref name="mostRows"/> rows.</summary>
    public GradientStep(PackedNetwork<float> network, OptimiserState<float> optimiser, int mostRows)
    {
        (_network, _optimiser) = (network, optimiser);
        _pass = new BatchPass<float>(network, mostRows);
        _gradient = network.Network.CreateGradient();
        _labels = new int[mostRows];
        _sums = new ScoreSum[mostRows]; // a block has a row at least
        _ranges = OutputRange.Cut(network.Network.Layers);
        _update = Update;
    }

    public override int Rows => _rows;

    /// <summary>The score on the batch once all blocks have run.</summary>
    public Score Score => ScoreSum.Of(_sums.AsSpan(0, new RowBlocks(_rows).Count)).Mean;

    /// <summary>Makes the given rows of <paramref name="data"/> the batch.</summary>
    public void Load(DataSet data, ReadOnlySpan<int> rows)
    {
        _rows = rows.Length;
        for (var i = 0; i < rows.Length; i++)
        {
            data.Inputs.Row(rows[i]).CopyTo(_pass.Inputs.Row(i));
            _labels[i] = data.Labels[rows[i]];
        }
    }

    public override void Run(int block)
    {
        var blocks = new RowBlocks(_rows);
        var (first, rows) = (blocks.Start(block), blocks.Length(block));
        _pass.Forward(first, rows);
        var logits = Operand<float>.Rows(_pass.Logits).At(first, 0);
        _sums[block] = SoftmaxBlock<float>.Current.Measure(logits, _network.Network.OutputCount, _labels.AsSpan(first, rows));
        SoftmaxBlock<float>.Current.WriteDelta(logits, rows, 1f / _rows);
        _pass.Backward(first, rows);
    }

    /// <summary>Moves the parameters along the gradient, once all blocks have run.</summary>
    public void Update()
    {
        _optimiser.Begin();
        Share(_ranges.Length, (long)_rows * _network.Network.Parameters.Length, _update);
    }

    private void Update(int index)
    {
        var (layer, first, count) = _ranges[index];
        _pass.Gradient(layer, first, count, _rows, _gradient);
        var (inputs, weights, biases) = (_network.Network.Layers[layer].InputCount, _network.Network.Layers[layer].WeightOffset, _network.Network.Layers[layer].BiasOffset);
        Move(weights + first * inputs, count * inputs);
        Move(biases + first, count);
        _network.Pack(layer, first, count);
    }

    private void Move(int start, int count) => _optimiser.Move(start..(start + count), _network.Network.Parameters, _gradient.Values);
}
