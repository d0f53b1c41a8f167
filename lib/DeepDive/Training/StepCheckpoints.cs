using DeepDive.Models;

namespace DeepDive.Training;

/// <summary>
/// Copies of a network at chosen steps of its training, for what happens within the first epoch: give it to <see cref="Trainer"/>
/// as the progress of the training of the same network. Step 0 is the network before training; a step is one batch.
/// </summary>
/// <remarks>Copies have the bits of the network at that step; taking them changes nothing in training.</remarks>
public sealed class StepCheckpoints : IProgress<EpochReport>, IStepObserver
{
    private readonly Network<float> _network;
    private readonly HashSet<int> _steps;
    private readonly List<StepCheckpoint> _taken = [];

    /// <summary>Will copy a network.</summary>
    /// <param name="network">The network that is trained.</param>
    /// <param name="steps">When; those that training does not reach are left out. <see cref="Checkpoints.Geometric"/> spaces them.</param>
    /// <exception cref="ArgumentException">There is no step, or a negative one.</exception>
    public StepCheckpoints(Network<float> network, IEnumerable<int> steps)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(steps);
        (_network, _steps) = (network, [.. steps]);
        if (_steps.Count == 0 || _steps.Min() < 0)
            throw new ArgumentException($"checkpoints must be at one or more steps ≥ 0, but were at [{string.Join(", ", _steps)}]; use {nameof(Checkpoints)}.{nameof(Checkpoints.Geometric)}", nameof(steps));
    }

    /// <summary>The copies, in the order of steps.</summary>
    public IReadOnlyList<StepCheckpoint> Taken => _taken;

    /// <summary>When copies are taken, in order.</summary>
    internal IEnumerable<int> Steps => _steps.Order();

    /// <summary>Whether this is the network that is copied.</summary>
    internal bool AreOf(Network<float> network) => ReferenceEquals(network, _network);

    /// <summary>Takes over the copies of a training that was done before.</summary>
    internal void Restore(IEnumerable<StepCheckpoint> taken) => _taken.AddRange(taken);

    /// <summary>Copies the network before its first step, if that is wanted.</summary>
    public void Report(EpochReport value)
    {
        if (value.Epoch == 0) Take(0);
    }

    void IStepObserver.AfterStep(int step) => Take(step);

    private void Take(int step)
    {
        if (_steps.Contains(step)) _taken.Add(new StepCheckpoint(step, _network.Clone()));
    }
}
