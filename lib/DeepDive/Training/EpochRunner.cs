namespace DeepDive.Training;

/// <summary>Moves a network on by whole epochs; allocates nothing once started.</summary>
internal abstract class EpochRunner
{
    /// <summary>The scores before training.</summary>
    public abstract EpochReport Start();

    /// <summary>Trains one epoch, and returns the scores after it.</summary>
    public abstract EpochReport Next(int epoch, CancellationToken cancellation);
}
