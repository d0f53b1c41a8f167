namespace DeepDive.Analysis;

/// <summary>How a <see cref="RidgeProbe"/> is fitted.</summary>
public sealed record RidgeProbeOptions
{
    /// <summary>λ of the penalty λ/2 ‖W‖², &gt; 0; biases are free. n · λ is the <c>alpha</c> of scikit-learn's <c>Ridge</c>.</summary>
    public double Strength { get; init; } = 1e-3;

    /// <summary>Whether features are shifted and scaled to mean 0 and deviation 1 over the training rows first; the penalty is then the same for all.</summary>
    public bool Standardise { get; init; } = true;
}
