namespace DeepDive.Data;

/// <summary>Parameters of sprites.</summary>
public sealed record SpritesOptions
{
    /// <summary>Number of rows, n ≥ 1, drawn independently (so that a sprite can come twice).</summary>
    public int Count { get; init; } = 10_000;

    /// <summary>Seed of all draws.</summary>
    public ulong Seed { get; init; } = 2;

    /// <summary>Pixels a side, a divisor of 64; a row has Size² inputs.</summary>
    public int Size { get; init; } = Sprites.FullSize;

    /// <summary>What the label says.</summary>
    public SpriteLabel Label { get; init; } = SpriteLabel.Shape;

    /// <summary>The factor that may go with the label without being a cause of it; its levels are cut into as many bands as there are classes.</summary>
    public SpriteFactor Spurious { get; init; } = SpriteFactor.X;

    /// <summary>
    /// Share of rows whose spurious band is the label's, in [0, 1]; met exactly, and the other rows spread over the other
    /// bands. With two classes, label and band correlate by 2p − 1. Null draws the factor without regard to the label.
    /// </summary>
    public double? Agreement { get; init; }

    internal void Validate()
    {
        Require.AtLeast(1, Count, "the number of rows", "10,000 are usual");
        SpriteImage.ThrowIfNoSize(Size, Sprites.FullSize);
        Require.Share(Agreement ?? 0, "agreement p", "0.9 means that the spurious factor agrees with nine rows in ten", nameof(Agreement));
        if (!Enum.IsDefined(Label))
            throw new ArgumentOutOfRangeException(nameof(Label), $"label must be one of {string.Join(", ", Enum.GetNames<SpriteLabel>())}, but was {(int)Label}; choose one of these");
        if (!Enum.IsDefined(Spurious) || SpriteLabels.DependsOn(Label, Spurious))
            throw new ArgumentException($"the spurious factor must be none that the label depends on, but was {Spurious} for label {Label}; {nameof(SpriteFactor.X)} is usual", nameof(Spurious));
    }
}
