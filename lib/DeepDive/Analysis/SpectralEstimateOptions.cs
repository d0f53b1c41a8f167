namespace DeepDive.Analysis;

/// <summary>How much work a <see cref="SpectralEstimate"/> is, and what of: Steps + Probes · ProbeSteps products at most.</summary>
public sealed record SpectralEstimateOptions
{
    /// <summary>Steps of Lanczos's method towards the largest eigenvalues, ≥ 1. The more converge, the smaller all errors.</summary>
    public int Steps { get; init; } = 60;

    /// <summary>Random vectors for what the converged eigenvalues leave, ≥ 2; errors fall with their square root.</summary>
    public int Probes { get; init; } = 20;

    /// <summary>Steps of Lanczos's method from each of them, ≥ 2.</summary>
    public int ProbeSteps { get; init; } = 15;

    /// <summary>How many eigenvalues to report, from 1 to a third of the steps: the others have not converged.</summary>
    public int Top { get; init; } = 10;

    /// <summary>Seed of the random vectors.</summary>
    public ulong Seed { get; init; }

    /// <exception cref="ArgumentException">A number is out of range.</exception>
    internal void ThrowIfInvalid()
    {
        if (Probes < 2) throw new ArgumentException($"{nameof(Probes)} must be ≥ 2 for a standard error, but was {Probes}");
        if (ProbeSteps < 2) throw new ArgumentException($"{nameof(ProbeSteps)} must be ≥ 2, but was {ProbeSteps}");
        if (Top < 1 || Top > Steps / 3) throw new ArgumentException($"{nameof(Top)} must lie in 1…{Steps / 3}, a third of the {Steps} {nameof(Steps)}, but was {Top}; take more steps");
    }
}
