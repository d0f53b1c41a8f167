namespace DeepDive.Analysis;

/// <summary>How a <see cref="LinearProbe"/> is fitted.</summary>
public sealed record LinearProbeOptions
{
    /// <summary>λ of the penalty λ/2 ‖W‖², ≥ 0; biases are free. At 0 separable rows have no optimum, only ever larger weights.</summary>
    public double Strength { get; init; } = 1e-3;

    /// <summary>Whether features are shifted and scaled to mean 0 and deviation 1 over the training rows first; the penalty is then the same for all.</summary>
    public bool Standardise { get; init; } = true;

    /// <summary>The fit ends when no element of the gradient is larger, &gt; 0.</summary>
    public double GradientTolerance { get; init; } = 1e-5;

    /// <summary>The fit ends unfinished after so many iterations, ≥ 1.</summary>
    public int MaxIterations { get; init; } = 2000;
}
