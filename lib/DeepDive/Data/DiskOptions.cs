namespace DeepDive.Data;

/// <summary>Parameters of disk data.</summary>
public sealed record DiskOptions
{
    /// <summary>Number of rows, n ≥ 1.</summary>
    public int Count { get; init; } = 3000;

    /// <summary>Seed of all draws.</summary>
    public ulong Seed { get; init; } = 2;

    /// <summary>Whether labels change sign where x₂ > 0, so that the classes meet in a half disk.</summary>
    public bool HalfFlip { get; init; }

    /// <summary>Share of rows whose label is flipped, in [0, 1]; met exactly.</summary>
    public double LabelNoise { get; init; }
}
