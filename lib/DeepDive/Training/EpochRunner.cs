namespace DeepDive.Training;

/// <summary>Moves a network on by whole epochs; allocates nothing once started.</summary>
internal abstract class EpochRunner
{
    /// <summary>The score on the training rows before training.</summary>
    public abstract Score Start();

    /// <summary>Trains one epoch, and returns the score on the training rows after it.</summary>
    public abstract Score Next(CancellationToken cancellation);
}
