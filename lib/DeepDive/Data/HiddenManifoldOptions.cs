namespace DeepDive.Data;

/// <summary>Parameters of hidden-manifold data.</summary>
public sealed record HiddenManifoldOptions
{
    /// <summary>Number of rows, n ≥ 1.</summary>
    public int Count { get; init; } = 2000;

    /// <summary>Seed of all draws, those of F, θ and the map included.</summary>
    public ulong Seed { get; init; } = 2;

    /// <summary>Number of latents, d ≥ 1.</summary>
    public int Latents { get; init; } = 10;

    /// <summary>Number of inputs, D ≥ 1.</summary>
    public int Inputs { get; init; } = 100;

    /// <summary>Chance that a latent is 1, p in [0, 1].</summary>
    public double Probability { get; init; } = 0.5;

    /// <summary>How projected latents become inputs, σ.</summary>
    public ManifoldMap Map { get; init; } = ManifoldMap.Sigmoid;

    /// <summary>Gain g in [0.001, 1000] of <see cref="ManifoldMap.TwoLayer"/>: up to 1 the map is close to linear, at 20 nothing linear is left.</summary>
    public double Gain { get; init; } = 1;

    /// <summary>Standard deviation of the noise added to every input.</summary>
    public double Noise { get; init; }

    /// <summary>
    /// Whether labels are sign((c − p)·θ) instead of sign(c·θ). As c is never negative, sign(c·θ) leans to the sign of
    /// Σθ, often far; centred, the classes are close to equal, and ties vanish at p = ½.
    /// </summary>
    public bool CentredLabels { get; init; }

    internal void Validate()
    {
        Require.AtLeast(1, Count, "the number of rows", "2000 are the original's");
        Require.AtLeast(1, Latents, "the number of latents d", "10 are usual");
        Require.AtLeast(1, Inputs, "the number of inputs D", "100 are usual");
        Require.Share(Probability, "probability p", "0.5 makes every latent vector equally likely");
        Require.NonNegative(Noise, "noise", "0 means none");
        if (Gain is not (>= 0.001 and <= 1000))
            throw new ArgumentOutOfRangeException(nameof(Gain), FormattableString.Invariant($"gain g must lie in [0.001, 1000], but was {Gain}; 1 is usual, and a smaller one more linear"));
        if (!Enum.IsDefined(Map))
            throw new ArgumentOutOfRangeException(nameof(Map), $"map must be one of {string.Join(", ", Enum.GetNames<ManifoldMap>())}, but was {(int)Map}; choose one of these");
    }
}
