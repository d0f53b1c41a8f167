namespace DeepDive.Data;

/// <summary>White shapes on black, made from five known latents: 3 shapes × 6 scales × 40 angles × 32 × 32 positions.</summary>
/// <remarks>
/// After dSprites (Matthey, Higgins, Hassabis and Lerchner 2017), with its factors, levels and order of rows, but drawn
/// here: all 737,280 images are addressed by index and none is stored. At 64×64 a pixel is white where its middle
/// lies in the shape, without anti-aliasing, as in dSprites; smaller images are means over blocks of it. Shapes of one scale
/// have the same area (64/3)² · scale², so that brightness does not give the shape away; the position is the shape's
/// centroid. Angles turn from x to y, which points down. An angle is known from the image only up to the shape's symmetry.
/// </remarks>
public static class Sprites
{
    /// <summary>Number of sprites, 3 · 6 · 40 · 32 · 32 = 737,280.</summary>
    public const int Count = 737_280;

    /// <summary>Pixels a side of the full image; a smaller size divides it.</summary>
    public const int FullSize = 64;

    /// <summary>Names of the factors, in the order of the latents.</summary>
    public static IReadOnlyList<string> FactorNames { get; } = ["shape", "scale", "orientation", "x", "y"];

    /// <summary>Number of levels of a factor.</summary>
    public static int Levels(SpriteFactor factor) => factor switch
    {
        SpriteFactor.Shape => 3,
        SpriteFactor.Scale => 6,
        SpriteFactor.Orientation => 40,
        _ => 32,
    };

    /// <summary>The latents of sprite <paramref name="index"/>; y runs fastest, then x, orientation, scale and shape.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not in 0…737,279.</exception>
    public static SpriteLatents Latents(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        return new((SpriteShape)Level(SpriteFactor.Shape), Level(SpriteFactor.Scale), Level(SpriteFactor.Orientation), Level(SpriteFactor.X), Level(SpriteFactor.Y));

        int Level(SpriteFactor factor) => index / Stride(factor) % Levels(factor);
    }

    /// <summary>The index of a sprite, the inverse of <see cref="Latents"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A factor has no such level.</exception>
    public static int Index(SpriteLatents latents)
    {
        var index = 0;
        foreach (var factor in Enum.GetValues<SpriteFactor>())
        {
            if (latents[factor] < 0 || latents[factor] >= Levels(factor))
                throw new ArgumentOutOfRangeException(nameof(latents), $"{FactorNames[(int)factor]} must be a level in 0…{Levels(factor) - 1}, but was {latents[factor]}; levels count from 0");
            index += latents[factor] * Stride(factor);
        }

        return index;
    }

    /// <summary>The indices of every <paramref name="step"/>-th sprite from the first on.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The step is not positive.</exception>
    public static int[] EveryNth(int step)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(step);
        return [.. Enumerable.Range(0, (Count + step - 1) / step).Select(i => i * step)];
    }

    /// <summary>Draws sprite <paramref name="index"/>, row after row from the top, each pixel in [0, 1].</summary>
    /// <param name="index">0…737,279.</param>
    /// <param name="image">[size²], written; the size divides 64.</param>
    /// <exception cref="ArgumentException">There is no such sprite, or the image is not square or has another size.</exception>
    public static void Render(int index, Span<float> image)
    {
        Span<float> values = stackalloc float[FactorNames.Count];
        Latents(index).CopyValues(values);
        SpriteImage.Draw(values, image);
    }

    /// <summary>Draws a data set, inputs [n, size²], latents [n, 5] as values, groups label × band of the spurious factor. Same options → same rows.</summary>
    /// <exception cref="ArgumentException">An option is out of range; the message says which.</exception>
    public static DataSet Generate(SpritesOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Make(SpriteRows.Draw(options), options);
    }

    /// <summary>The data set of chosen sprites, in their order; nothing is drawn, so count, seed and agreement of the options do not count.</summary>
    /// <param name="indices">[n], each in 0…737,279.</param>
    /// <param name="options">Size, label and spurious factor.</param>
    /// <exception cref="ArgumentException">There is no such sprite, or an option is out of range.</exception>
    public static DataSet Generate(ReadOnlySpan<int> indices, SpritesOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        return Make(indices, options with { Seed = 0, Agreement = null });
    }

    // Sprites from one level of a factor to the next.
    internal static int Stride(SpriteFactor factor) => factor switch
    {
        SpriteFactor.Shape => 245_760,
        SpriteFactor.Scale => 40_960,
        SpriteFactor.Orientation => 1_024,
        SpriteFactor.X => 32,
        _ => 1,
    };

    private static DataSet Make(ReadOnlySpan<int> indices, SpritesOptions options)
    {
        var inputs = Require.Inputs(indices.Length, options.Size * options.Size);
        var data = SpriteRows.Describe("sprites", inputs, indices, options, SpriteImage.Draw);
        DataSet.MapRows(SpriteImage.Draw, data.Latents!, noise: null, inputs);
        return data;
    }
}
