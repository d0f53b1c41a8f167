using DeepDive.Data;
using DeepDive.Numerics;

namespace DeepDive.Training;

/// <summary>Several steps an epoch, each on the next rows of a fixed or shuffled order; the last may have fewer.</summary>
internal sealed class MiniBatchRunner : EpochRunner
{
    private readonly DataSet _data;
    private readonly int _batchSize;
    private readonly RandomStream? _shuffler;
    private readonly int[] _order;
    private readonly BatchStep _step;
    private readonly RowLoop _stepLoop;
    private readonly Scorer _train;
    private readonly Scorer _validation;
    private readonly Scorer _test;
    private readonly RowLoop _scoreLoop;

    /// <summary>A runner with batches of <paramref name="batchSize"/> rows, fewer than there are.</summary>
    /// <param name="trainee">Trained in place.</param>
    /// <param name="split">Rows to train on and to score on.</param>
    /// <param name="optimiser">Updates the network.</param>
    /// <param name="batchSize">Rows a step.</param>
    /// <param name="shuffler">Draws the order of each epoch, or null to keep the rows' own.</param>
    public MiniBatchRunner(Trainee trainee, DataSplit split, OptimiserState<float> optimiser, int batchSize, RandomStream? shuffler)
    {
        (_data, _batchSize, _shuffler) = (split.Train, batchSize, shuffler);
        _order = [.. Enumerable.Range(0, split.Train.Count)];
        _step = trainee.CreateStep(optimiser, batchSize);
        (_train, _validation, _test) = (trainee.CreateScorer(split.Train), trainee.CreateScorer(split.Validation), trainee.CreateScorer(split.Test));
        var parameters = trainee.Parameters.Length;
        _stepLoop = new RowLoop(parameters, _step);
        _scoreLoop = new RowLoop(parameters, _train, _validation, _test);
    }

    public override EpochReport Start() => Measure(0);

    public override EpochReport Next(int epoch, CancellationToken cancellation)
    {
        _shuffler?.Shuffle<int>(_order);
        for (var start = 0; start < _order.Length; start += _batchSize)
        {
            cancellation.ThrowIfCancellationRequested();
            _step.Load(_data, _order.AsSpan(start, Math.Min(_batchSize, _order.Length - start)));
            _stepLoop.Run();
            _step.Update();
            CountStep();
        }

        return Measure(epoch);
    }

    private EpochReport Measure(int epoch)
    {
        _scoreLoop.Run();
        return new EpochReport(epoch, _train.Score, _validation.Score, _test.Score);
    }
}
