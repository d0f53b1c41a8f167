using DeepDive.Data;
using DeepDive.Models;

namespace DeepDive.Training;

/// <summary>
/// One step an epoch on all rows. The forward pass that scores the network after a step is also the next step's
/// forward pass: the weights do not change in between, so nothing is computed twice.
/// </summary>
internal sealed class FullBatchRunner(Network<float> network, DataSet train, OptimiserState<float> optimiser) : EpochRunner
{
    private readonly GradientStep _step = new(network, train.Count);

    public override Score Start() => _step.Measure(train.Inputs, train.Labels);

    public override Score Next(CancellationToken cancellation)
    {
        _step.Update(optimiser);
        return _step.Measure(train.Inputs, train.Labels);
    }
}
