using DeepDive.Data;
using DeepDive.Models;
using DeepDive.Numerics;

namespace DeepDive.Training;

/// <summary>Several steps an epoch, each on the next rows of a fixed or shuffled order; the last may have fewer.</summary>
internal sealed class MiniBatchRunner : EpochRunner
{
    private readonly DataSet _train;
    private readonly OptimiserState<float> _optimiser;
    private readonly Scorer _scorer;
    private readonly RandomStream? _shuffler;
    private readonly int[] _order;
    private readonly int[] _labels;
    private readonly Matrix<float> _inputs;
    private readonly Matrix<float> _lastInputs;
    private readonly GradientStep _step;
    private readonly GradientStep _lastStep;

    /// <summary>A runner with batches of <paramref name="batchSize"/> rows, fewer than there are.</summary>
    /// <param name="network">Trained in place.</param>
    /// <param name="train">Rows to train on.</param>
    /// <param name="optimiser">Updates the network.</param>
    /// <param name="scorer">Scores the training rows after each epoch.</param>
    /// <param name="batchSize">Rows a step.</param>
    /// <param name="shuffler">Draws the order of each epoch, or null to keep the rows' own.</param>
    public MiniBatchRunner(Network<float> network, DataSet train, OptimiserState<float> optimiser, Scorer scorer, int batchSize, RandomStream? shuffler)
    {
        (_train, _optimiser, _scorer, _shuffler) = (train, optimiser, scorer, shuffler);
        var left = train.Count % batchSize;
        _order = [.. Enumerable.Range(0, train.Count)];
        _labels = new int[batchSize];
        _inputs = new Matrix<float>(batchSize, train.Inputs.Columns);
        _step = new GradientStep(network, batchSize);
        (_lastInputs, _lastStep) = left == 0 ? (_inputs, _step) : (_inputs.RowRange(0, left), _step.FirstRows(left));
    }

    public override Score Start() => _scorer.Measure();

    public override Score Next(CancellationToken cancellation)
    {
        _shuffler?.Shuffle<int>(_order);
        for (var start = 0; start < _order.Length; start += _labels.Length)
        {
            cancellation.ThrowIfCancellationRequested();
            var isLast = start + _labels.Length >= _order.Length;
            Take(start, isLast ? _lastInputs : _inputs, isLast ? _lastStep : _step);
        }

        return _scorer.Measure();
    }

    private void Take(int start, Matrix<float> inputs, GradientStep step)
    {
        for (var i = 0; i < inputs.Rows; i++)
        {
            var row = _order[start + i];
            _train.Inputs.Row(row).CopyTo(inputs.Row(i));
            _labels[i] = _train.Labels[row];
        }

        step.Measure(inputs, _labels.AsSpan(0, inputs.Rows));
        step.Update(_optimiser);
    }
}
