using DeepDive.Models;

namespace DeepDive.Training;

/// <summary>
/// Copies of a network at chosen epochs of its training: give it to <see cref="Trainer"/> as the progress of the training of the
/// same network. Epoch 0 is the network before training.
/// </summary>
/// <remarks>A copy has the bits that training for as many epochs, without <see cref="TrainingOptions.KeepBest"/>, ends with.</remarks>
public sealed class Checkpoints : IProgress<EpochReport>
{
    private readonly Network<float> _network;
    private readonly HashSet<int> _epochs;
    private readonly List<Checkpoint> _taken = [];

    /// <summary>Will copy a network.</summary>
    /// <param name="network">The network that is trained.</param>
    /// <param name="epochs">When; those that training does not reach are left out.</param>
    /// <exception cref="ArgumentException">There is no epoch, or a negative one.</exception>
    public Checkpoints(Network<float> network, IEnumerable<int> epochs)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(epochs);
        (_network, _epochs) = (network, [.. epochs]);
        if (_epochs.Count == 0 || _epochs.Min() < 0)
            throw new ArgumentException($"checkpoints must be at one or more epochs ≥ 0, but were at [{string.Join(", ", _epochs)}]; use {nameof(Geometric)}", nameof(epochs));
    }

    /// <summary>The copies, in the order of epochs.</summary>
    public IReadOnlyList<Checkpoint> Taken => _taken;

    /// <summary>0 and epochs at equal steps of the logarithm up to the last, ⌈10^(i / perDecade)⌉, each once.</summary>
    /// <param name="last">The last epoch, ≥ 1.</param>
    /// <param name="perDecade">Checkpoints for each factor of ten, ≥ 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is less than 1.</exception>
    public static IReadOnlyList<int> Geometric(int last, int perDecade = 3)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(last, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(perDecade, 1);
        var steps = Enumerable.Range(0, 10 * perDecade).Select(i => Math.Ceiling(Math.Round(Math.Pow(10, (double)i / perDecade), 6)));
        return [0, .. steps.TakeWhile(epoch => epoch < last).Select(epoch => (int)epoch).Distinct(), last];
    }

    /// <summary>Copies the network if it is time.</summary>
    public void Report(EpochReport value)
    {
        if (_epochs.Contains(value.Epoch)) _taken.Add(new Checkpoint(value, _network.Clone()));
    }
}
