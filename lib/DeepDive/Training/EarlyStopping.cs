namespace DeepDive.Training;

/// <summary>Stop once the validation loss has not fallen by more than a least amount for a number of epochs.</summary>
/// <param name="Patience">Epochs without improvement until training stops, ≥ 1.</param>
/// <param name="MinImprovement">
/// How far, in nats, the loss must fall below that of the last improvement to count as the next one, ≥ 0. Small steps
/// add up: the level compared with stays where it is until it is undercut.
/// </param>
public sealed record EarlyStopping(int Patience = 100, double MinImprovement = 1e-4)
{
    /// <summary>Checks every setting.</summary>
    /// <exception cref="ArgumentException">A setting is out of range.</exception>
    internal void ThrowIfInvalid()
    {
        if (Patience < 1) throw new ArgumentException($"patience must be ≥ 1 epoch, but was {Patience}; set EarlyStopping to null for none");
        if (!(MinImprovement >= 0)) throw new ArgumentException($"the least improvement must be ≥ 0, but was {MinImprovement}; 1e-4 is usual");
    }
}
