namespace DeepDive.Data;

/// <summary>Parameters of core/spurious data; the defaults are the original's.</summary>
public sealed record CoreSpuriousOptions
{
    /// <summary>Number of rows, n ≥ 1.</summary>
    public int Count { get; init; } = 2000;

    /// <summary>Seed of all draws.</summary>
    public ulong Seed { get; init; } = 2;

    /// <summary>Mean of the core feature at y = +1 before scaling, μ.</summary>
    public double CoreMean { get; init; } = 2;

    /// <summary>Standard deviation of the core feature before scaling, σ.</summary>
    public double CoreNoise { get; init; } = 0.2;

    /// <summary>Factor of the core feature, α_c.</summary>
    public double CoreScale { get; init; } = 0.25;

    /// <summary>Factor of the spurious feature's sign, α_s.</summary>
    public double SpuriousScale { get; init; } = 6;

    /// <summary>Standard deviation of the spurious feature around ±α_s (not scaled).</summary>
    public double SpuriousNoise { get; init; } = 0.5;

    /// <summary>Share of rows whose spurious sign agrees with the label, p in [0, 1]; met exactly.</summary>
    public double Agreement { get; init; } = 0.9;

    /// <summary>Standard deviation of the noise columns.</summary>
    public double NoiseScale { get; init; } = 0.1;

    /// <summary>Number of noise columns; null leaves it to <see cref="NoiseDampener"/>. Neither gives none: the seed's figure has 2-D inputs.</summary>
    public int? NoiseColumns { get; init; }

    /// <summary>
    /// Makes the number of noise columns ⌊rows that disagree × dampener⌋, as in the original
    /// (1: the network generalises, 10: it memorises); null leaves it to <see cref="NoiseColumns"/>.
    /// </summary>
    public double? NoiseDampener { get; init; }

    /// <summary>How the latents become inputs.</summary>
    public CoreSpuriousVariant Variant { get; init; }

    /// <summary>Angle θ of <see cref="CoreSpuriousVariant.Rotated"/> in degrees.</summary>
    public double RotationDegrees { get; init; } = 10;

    internal void Validate()
    {
        Require.AtLeast(1, Count, "the number of rows", "2000 are the original's");
        Require.Finite(CoreMean, "core mean μ", "2 is the original's");
        Require.NonNegative(CoreNoise, "core noise σ", "0.2 is the original's");
        Require.NonNegative(CoreScale, "core scale", "0.25 is the original's");
        Require.NonNegative(SpuriousScale, "spurious scale", "6 is the original's");
        Require.NonNegative(SpuriousNoise, "spurious noise", "0.5 is the original's");
        Require.Share(Agreement, "agreement p", "0.9 means that the spurious feature agrees with nine rows in ten");
        Require.NonNegative(NoiseScale, "noise scale", "0.1 is the original's");
        Require.AtLeast(0, NoiseColumns ?? 0, "the number of noise columns", "0 means none", nameof(NoiseColumns));
        Require.NonNegative(NoiseDampener ?? 0, "noise dampener", "1 is the original's", nameof(NoiseDampener));
        Require.Finite(RotationDegrees, "rotation", "10 degrees are the original's");
        if (NoiseColumns is not null && NoiseDampener is not null)
            throw new ArgumentException($"noise columns must be counted in one way, but both {nameof(NoiseColumns)} and {nameof(NoiseDampener)} are set; leave one null");
        if (!Enum.IsDefined(Variant))
            throw new ArgumentOutOfRangeException(nameof(Variant), $"variant must be one of {string.Join(", ", Enum.GetNames<CoreSpuriousVariant>())}, but was {(int)Variant}; choose one of these");
    }

    internal long NoiseColumnsFor(int disagreeing) => NoiseColumns ?? (long)Math.Floor(disagreeing * (NoiseDampener ?? 0));
}
