namespace DeepDive.Models;

/// <summary>
/// The tangent-kernel parametrisation of a dense layer, z = σ_w/√fan-in · W·a + σ_b · b with W, b standard normal (Jacot, Gabriel and
/// Hongler 2018), given by its variances. A network of ordinary parametrisation has the same distribution of functions if it
/// draws W ~ N(0, σ_w²/fan-in) and b ~ N(0, σ_b²).
/// </summary>
/// <param name="WeightVariance">σ_w² &gt; 0; 2 keeps the size of a ReLU network's activations (He et al. 2015).</param>
/// <param name="BiasVariance">σ_b² ≥ 0.</param>
public sealed record NtkParametrisation(double WeightVariance = 2, double BiasVariance = 0)
{
    /// <exception cref="ArgumentException">A variance is out of range.</exception>
    internal void ThrowIfInvalid()
    {
        if (!(WeightVariance > 0 && double.IsFinite(WeightVariance))) throw new ArgumentException($"the weights' variance must be > 0 and finite, but was {WeightVariance}; 2 suits ReLU");
        if (!(BiasVariance >= 0 && double.IsFinite(BiasVariance))) throw new ArgumentException($"the biases' variance must be ≥ 0 and finite, but was {BiasVariance}; use 0 for none");
    }
}
