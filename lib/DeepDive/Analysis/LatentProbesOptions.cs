namespace DeepDive.Analysis;

/// <summary>How <see cref="LatentProbes"/> are fitted.</summary>
public sealed record LatentProbesOptions
{
    /// <summary>Values of λ that validation rows choose from, for each layer and latent.</summary>
    public IReadOnlyList<double> Strengths { get; init; } = [1e-4, 1e-3, 1e-2, 1e-1, 1];

    /// <summary>How probes of discrete latents are fitted, but for the strength.</summary>
    public LinearProbeOptions Classification { get; init; } = new();

    /// <summary>How probes of the other latents are fitted, but for the strength.</summary>
    public RidgeProbeOptions Regression { get; init; } = new();
}
