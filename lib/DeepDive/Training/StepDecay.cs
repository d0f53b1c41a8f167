namespace DeepDive.Training;

/// <summary>
/// A learning rate that falls by steps, as PyTorch's <c>MultiStepLR</c> at equal distances: in epoch e (from 1) it is
/// η · γ^m with m = 0 up to epoch <paramref name="First"/>, and m = 1 + ⌊(e − 1 − first) / every⌋ after it.
/// </summary>
/// <remarks>VGG in the tunnel paper (Masarczyk et al. 2023): 160 epochs, γ = 0.1 after 80 and 120, <c>new StepDecay(First: 80, Every: 40)</c>.</remarks>
/// <param name="First">Epochs at the full rate, ≥ 1.</param>
/// <param name="Every">Epochs from one fall to the next, ≥ 1.</param>
/// <param name="Factor">γ in (0, 1].</param>
public sealed record StepDecay(int First, int Every, double Factor = 0.1)
{
    /// <summary>Share of the learning rate that is left in an epoch.</summary>
    /// <param name="epoch">From 1.</param>
    public double ShareIn(int epoch) => epoch <= First ? 1 : Math.Pow(Factor, 1 + (epoch - 1 - First) / Every);

    /// <summary>Checks every setting.</summary>
    /// <exception cref="ArgumentException">A setting is out of range.</exception>
    internal void ThrowIfInvalid()
    {
        if (First < 1) throw new ArgumentException($"the learning rate must be whole for ≥ 1 epoch, but first was {First}; start with a smaller rate instead");
        if (Every < 1) throw new ArgumentException($"the learning rate must be left alone for ≥ 1 epoch between two falls, but every was {Every}");
        if (Factor is not (> 0 and <= 1)) throw new ArgumentException(FormattableString.Invariant($"the learning rate must fall by a factor in (0, 1], but it was {Factor}; 0.1 is usual"));
    }
}
