using DeepDive.Data;

namespace DeepDive.Training;

/// <summary>
/// One step an epoch on all rows. The forward pass that scores the network after a step is also the next step's
/// forward pass: the weights do not change in between, so nothing is computed twice.
/// </summary>
internal sealed class FullBatchRunner : EpochRunner
{
    private readonly BatchStep _step;
    private readonly Scorer _validation;
    private readonly Scorer _test;
    private readonly RowLoop _loop;

    public FullBatchRunner(Trainee trainee, DataSplit split, OptimiserState<float> optimiser)
    {
        _step = trainee.CreateStep(optimiser, split.Train.Count);
        _step.Load(split.Train, [.. Enumerable.Range(0, split.Train.Count)]);
        (_validation, _test) = (trainee.CreateScorer(split.Validation), trainee.CreateScorer(split.Test));
        _loop = new RowLoop(trainee.Parameters.Length, _step, _validation, _test);
    }

    public override EpochReport Start() => Measure(0);

    public override EpochReport Next(int epoch, CancellationToken cancellation)
    {
        _step.Update();
        CountStep();
        return Measure(epoch);
    }

    private EpochReport Measure(int epoch)
    {
        _loop.Run();
        return new EpochReport(epoch, _step.Score, _validation.Score, _test.Score);
    }
}
