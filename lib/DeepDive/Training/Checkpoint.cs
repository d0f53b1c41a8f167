using DeepDive.Models;

namespace DeepDive.Training;

/// <summary>A network as it was at an epoch of its training.</summary>
/// <param name="Report">The scores of that epoch.</param>
/// <param name="Network">A copy.</param>
public sealed record Checkpoint(EpochReport Report, Network<float> Network)
{
    /// <summary>How many epochs the network was trained for.</summary>
    public int Epoch => Report.Epoch;
}
