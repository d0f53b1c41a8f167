namespace DeepDive.Data;

/// <summary>The latents of one sprite as levels, each counted from 0.</summary>
/// <param name="Shape">One of 3 shapes.</param>
/// <param name="Scale">0…5 for the scales 0.5, 0.6, …, 1.</param>
/// <param name="Orientation">0…39 for the angles 0…2π in steps of 2π/39; the last is the first, as in dSprites.</param>
/// <param name="X">0…31, from left to right.</param>
/// <param name="Y">0…31, from top to bottom.</param>
public readonly record struct SpriteLatents(SpriteShape Shape, int Scale, int Orientation, int X, int Y)
{
    /// <summary>The level of a factor.</summary>
    public int this[SpriteFactor factor] => factor switch
    {
        SpriteFactor.Shape => (int)Shape,
        SpriteFactor.Scale => Scale,
        SpriteFactor.Orientation => Orientation,
        SpriteFactor.X => X,
        SpriteFactor.Y => Y,
        _ => throw new ArgumentOutOfRangeException(nameof(factor), $"factor must be one of {string.Join(", ", Enum.GetNames<SpriteFactor>())}, but was {(int)factor}; choose one of these"),
    };

    /// <summary>The values that the levels stand for: shape 0…2, scale in [0.5, 1], angle in [0, 2π], x and y in [0, 1].</summary>
    /// <param name="values">[5], written.</param>
    public void CopyValues(Span<float> values)
    {
        (values[0], values[1]) = ((int)Shape, (float)(0.5 + 0.1 * Scale));
        values[2] = (float)(2 * Math.PI * Orientation / 39);
        (values[3], values[4]) = ((float)(X / 31.0), (float)(Y / 31.0));
    }
}
