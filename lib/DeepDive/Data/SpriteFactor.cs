namespace DeepDive.Data;

/// <summary>A factor of variation of a sprite; the values are the columns of its latents.</summary>
public enum SpriteFactor
{
    /// <summary>3 shapes.</summary>
    Shape,

    /// <summary>6 scales from 0.5 to 1.</summary>
    Scale,

    /// <summary>40 angles from 0 to 2π.</summary>
    Orientation,

    /// <summary>32 positions from left (0) to right (1).</summary>
    X,

    /// <summary>32 positions from top (0) to bottom (1).</summary>
    Y,
}
