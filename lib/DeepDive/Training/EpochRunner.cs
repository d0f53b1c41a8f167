namespace DeepDive.Training;

/// <summary>Moves a network on by whole epochs; allocates nothing once started.</summary>
internal abstract class EpochRunner
{
    private int _steps;

    /// <summary>Told of every step once it is made, or null.</summary>
    public IStepObserver? Observer { get; set; }

    /// <summary>The scores before training.</summary>
    public abstract EpochReport Start();

    /// <summary>Trains one epoch, and returns the scores after it.</summary>
    public abstract EpochReport Next(int epoch, CancellationToken cancellation);

    /// <summary>Counts a step that was made.</summary>
    protected void CountStep() => Observer?.AfterStep(++_steps);
}
