namespace DeepDive.Training;

/// <summary>How a network is trained. The defaults are those of Part 1: full batch, momentum, early stopping, best weights kept.</summary>
public sealed record TrainingOptions
{
    /// <summary>Most passes over the training rows, ≥ 1.</summary>
    public int Epochs { get; init; } = 1500;

    /// <summary>How the parameters move along the gradient.</summary>
    public Optimiser Optimiser { get; init; } = new Sgd(LearningRate: 0.02, Momentum: 0.9);

    /// <summary>How the learning rate falls, or null for a constant one.</summary>
    public StepDecay? Decay { get; init; }

    /// <summary>What is minimised.</summary>
    public Loss Loss { get; init; } = Loss.CrossEntropy;

    /// <summary>
    /// λ ≥ 0 of spectral decoupling: λ/2 · mean over rows of ‖z‖², the squared logits of all k outputs, is added to what is
    /// minimised, but not to the scores (Pezeshki et al. 2021, eq. 20). 0 for none.
    /// </summary>
    public double SpectralDecoupling { get; init; }

    /// <summary>Rows a step, ≥ 1; the last step of an epoch takes what is left. Null, or as many as there are, for all at once.</summary>
    public int? BatchSize { get; init; }

    /// <summary>Whether batches are drawn anew each epoch, without replacement; otherwise rows keep their order.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>When to stop for want of progress on the validation rows, or null for never.</summary>
    public EarlyStopping? EarlyStopping { get; init; } = new();

    /// <summary>
    /// Stop once the share of training rows in error is at most this, in [0, 1], or null for never. Off by default:
    /// representations go on to collapse after the last training error is gone.
    /// </summary>
    public double? StopAtTrainError { get; init; }

    /// <summary>Whether the network ends with the weights of the lowest validation loss, not with the last ones.</summary>
    public bool KeepBest { get; init; } = true;

    /// <summary>Seed of the order of the batches; has no effect on full batches.</summary>
    public ulong Seed { get; init; }

    /// <summary>Checks every setting.</summary>
    /// <exception cref="ArgumentException">A setting is out of range.</exception>
    internal void ThrowIfInvalid()
    {
        if (Epochs < 1) throw new ArgumentException($"epochs must be ≥ 1, but was {Epochs}; an epoch is one pass over the training rows");
        if (BatchSize < 1) throw new ArgumentException($"the batch size must be ≥ 1, but was {BatchSize}; use null for all rows at once");
        if (StopAtTrainError is { } error && error is not (>= 0 and <= 1)) throw new ArgumentException($"the training error to stop at must lie in [0, 1], but was {error}; use 0 for no error and null for never");
        if (StopAtTrainError is not null && Loss == Loss.Reconstruction) throw new ArgumentException("a training error to stop at needs classes, but the loss was Reconstruction; set StopAtTrainError to null");
        if (!Enum.IsDefined(Loss)) throw new ArgumentException($"the loss must be one of {string.Join(", ", Enum.GetNames<Loss>())}, but was {Loss}");
        if (!(SpectralDecoupling >= 0 && double.IsFinite(SpectralDecoupling))) throw new ArgumentException($"spectral decoupling must be ≥ 0 and finite, but was {SpectralDecoupling}; use 0 for none");
        if (Optimiser is null) throw new ArgumentException("the optimiser must be given, but was null; use new Sgd(0.02, 0.9)");
        Optimiser.ThrowIfInvalid();
        Decay?.ThrowIfInvalid();
        EarlyStopping?.ThrowIfInvalid();
    }
}
