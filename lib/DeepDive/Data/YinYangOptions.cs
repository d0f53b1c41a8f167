namespace DeepDive.Data;

/// <summary>Parameters of yin-yang data.</summary>
public sealed record YinYangOptions
{
    /// <summary>Number of rows, n ≥ 1.</summary>
    public int Count { get; init; } = 3000;

    /// <summary>Seed of all draws.</summary>
    public ulong Seed { get; init; } = 2;

    /// <summary>1: circles at (0.5, −0.5) and (−0.5, 0.5); 2: circles at (−0.5, −0.5) and (−0.5, 0.5).</summary>
    public int Variant { get; init; } = 1;

    /// <summary>Share of rows whose label is flipped, in [0, 1]; met exactly.</summary>
    public double LabelNoise { get; init; }
}
