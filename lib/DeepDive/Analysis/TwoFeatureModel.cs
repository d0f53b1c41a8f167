namespace DeepDive.Analysis;

/// <summary>
/// Gradient starvation in its smallest instance: a linear model of two features and two examples, whose label-signed features
/// y∘Φ = U·S·Vᵀ have singular values s₁, s₂ and left singular vectors U = [[√(1 − m²), −m], [m, √(1 − m²)]]
/// (Pezeshki et al. 2021, section 3). The latent responses z = Uᵀ(y∘ŷ) say how far each feature is learnt.
/// </summary>
/// <remarks>
/// The margins are y∘ŷ = U·z, so that both fixed points minimise Σ_i log(1 + exp(−(U·z)_i)) + ½ Σ_j c_j·z_j², the cross-entropy summed
/// over the examples and a penalty: c_j = λ/s_j² for weight decay λ/2 ‖θ‖², and c_j = λ for spectral decoupling λ/2 ‖ŷ‖². With weight decay a
/// stronger first feature starves the second; with spectral decoupling s₁ and s₂ are in no equation. Minimised to rounding, by Newton's method
/// whose step is halved until the gradient falls. The paper's table for s₂ = 2, m = ½ is that of the default λ.
/// </remarks>
/// <param name="Strong">s₁ &gt; 0.</param>
/// <param name="Weak">s₂ &gt; 0.</param>
/// <param name="Mixing">m in [0, 1): how unequally the two examples need the features; at 0 each has one of its own.</param>
public sealed record TwoFeatureModel(double Strong, double Weak = 2, double Mixing = 0.5)
{
    // Newton's method takes about ten steps; rounding ends it.
    private const int MaxSteps = 200;
    private const double ShortestStep = 1e-9;

    private double Cosine => Math.Sqrt(1 - Mixing * Mixing);

    /// <summary>z₁, z₂ where cross-entropy with weight decay ends.</summary>
    /// <param name="lambda">λ &gt; 0 of λ/2 ‖θ‖².</param>
    /// <exception cref="ArgumentException">s₁, s₂, m or λ is out of range.</exception>
    public (double Strong, double Weak) WeightDecay(double lambda = 0.01)
    {
        ThrowIfInvalid(lambda);
        return Minimise(lambda / (Strong * Strong), lambda / (Weak * Weak));
    }

    /// <summary>z₁, z₂ where cross-entropy with spectral decoupling ends.</summary>
    /// <param name="lambda">λ &gt; 0 of λ/2 ‖ŷ‖².</param>
    /// <exception cref="ArgumentException">s₁, s₂, m or λ is out of range.</exception>
    public (double Strong, double Weak) SpectralDecoupling(double lambda = 0.002)
    {
        ThrowIfInvalid(lambda);
        return Minimise(lambda, lambda);
    }

    private (double Strong, double Weak) Minimise(double c1, double c2)
    {
        var (z1, z2) = (0.0, 0.0);
        var slope = Slope(z1, z2, c1, c2);
        for (var step = 0; step < MaxSteps; step++)
        {
            var (d1, d2) = NewtonStep(z1, z2, c1, c2);
            var length = 1.0;
            while (length > ShortestStep && !(Slope(z1 + length * d1, z2 + length * d2, c1, c2) < slope)) length /= 2;
            if (length <= ShortestStep) break;
            (z1, z2) = (z1 + length * d1, z2 + length * d2);
            slope = Slope(z1, z2, c1, c2);
        }

        return (z1, z2);
    }

    private double Slope(double z1, double z2, double c1, double c2)
    {
        var (g1, g2) = Gradient(z1, z2, c1, c2);
        return Math.Sqrt(g1 * g1 + g2 * g2);
    }

    private (double, double) Gradient(double z1, double z2, double c1, double c2)
    {
        var (first, second) = Residuals(z1, z2);
        return (c1 * z1 - Cosine * first - Mixing * second, c2 * z2 + Mixing * first - Cosine * second);
    }

    /// <summary>−H⁻¹g.</summary>
    private (double, double) NewtonStep(double z1, double z2, double c1, double c2)
    {
        var ((first, second), (g1, g2)) = (Residuals(z1, z2), Gradient(z1, z2, c1, c2));
        var (a, b) = (first * (1 - first), second * (1 - second));
        var (h11, h12, h22) = (Cosine * Cosine * a + Mixing * Mixing * b + c1, Cosine * Mixing * (b - a), Mixing * Mixing * a + Cosine * Cosine * b + c2);
        var determinant = h11 * h22 - h12 * h12;
        return ((h12 * g2 - h22 * g1) / determinant, (h12 * g1 - h11 * g2) / determinant);
    }

    /// <summary>α = 1/(1 + exp(U·z)), the dual variables of the two examples.</summary>
    private (double First, double Second) Residuals(double z1, double z2) =>
        (1 / (1 + Math.Exp(Cosine * z1 - Mixing * z2)), 1 / (1 + Math.Exp(Mixing * z1 + Cosine * z2)));

    private void ThrowIfInvalid(double lambda)
    {
        if (!(Strong > 0 && double.IsFinite(Strong) && Weak > 0 && double.IsFinite(Weak)))
            throw new ArgumentException($"singular values must be > 0 and finite, but were {Strong} and {Weak}");
        if (!(Mixing is >= 0 and < 1)) throw new ArgumentException($"the mixing must lie in [0, 1), but was {Mixing}; ½ is that of the paper");
        if (!(lambda > 0 && double.IsFinite(lambda)))
            throw new ArgumentException($"λ must be > 0 and finite, but was {lambda}; without a penalty the responses grow without end", nameof(lambda));
    }
}
