namespace DeepDive.Training;

/// <summary>A trained network and how it got there.</summary>
/// <typeparam name="TNetwork">The kind of network.</typeparam>
/// <param name="Network">The network that was given, with its new weights.</param>
/// <param name="History">One report an epoch; entry e is the network after e epochs, entry 0 before training.</param>
/// <param name="BestEpoch">The first epoch with the lowest validation loss; 0 if no validation loss is finite.</param>
/// <param name="StopReason">Why training ended.</param>
/// <param name="Duration">Wall-clock time.</param>
public sealed record TrainingResult<TNetwork>(
    TNetwork Network,
    IReadOnlyList<EpochReport> History,
    int BestEpoch,
    StopReason StopReason,
    TimeSpan Duration)
{
    /// <summary>Scores of the network as returned, if the best weights were kept.</summary>
    public EpochReport Best => History[BestEpoch];
}
