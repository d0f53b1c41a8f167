using DeepDive.Models;

namespace DeepDive.Analysis;

/// <summary>How <see cref="Tunnel"/> looks at each layer.</summary>
public sealed record TunnelOptions
{
    /// <summary>Values of λ that validation rows choose from, for each layer.</summary>
    public IReadOnlyList<double> Strengths { get; init; } = [1e-3, 1e-2, 1e-1];

    /// <summary>How probes are fitted, but for the strength. By default with a gradient of 1e-4, which moves accuracies by less than their sampling error in half the time.</summary>
    public LinearProbeOptions Probe { get; init; } = new() { GradientTolerance = 1e-4 };

    /// <summary>Which similarity of layers is taken.</summary>
    public CkaKind Similarity { get; init; } = CkaKind.DebiasedLinear;

    /// <summary>Whether a network's inputs are looked at, too, as layer 0: where a probe on them suffices, the network has no extractor.</summary>
    public bool IncludeInput { get; init; }

    /// <summary>Where a network's representations are taken.</summary>
    public Tap Tap { get; init; } = Tap.PostActivation;
}
