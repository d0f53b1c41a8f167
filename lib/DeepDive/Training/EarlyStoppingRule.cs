namespace DeepDive.Training;

/// <summary>Applies <see cref="EarlyStopping"/> to one loss after the other.</summary>
internal sealed class EarlyStoppingRule(EarlyStopping settings)
{
    private double _level = double.PositiveInfinity;
    private int _epochsWithout;

    /// <summary>Whether to stop after the epoch with this validation loss. A loss that is not a number is no improvement.</summary>
    public bool StopsAfter(double loss)
    {
        if (loss < _level - settings.MinImprovement)
        {
            (_level, _epochsWithout) = (loss, 0);
            return false;
        }

        return ++_epochsWithout >= settings.Patience;
    }
}
