using System.Globalization;
using DeepDive.Numerics;

namespace DeepDive.Data;

/// <summary>Which sprites a data set has, and all that is known of them, wherever their pixels come from.</summary>
internal static class SpriteRows
{
    /// <summary>Draws the indices of n sprites.</summary>
    public static int[] Draw(SpritesOptions options)
    {
        options.Validate();
        var random = new RandomStream(options.Seed);
        var (factors, other) = (random.Split("factors"), random.Split("spurious"));
        var disagrees = options.Agreement is { } share ? RowChoice.Draw(random.Split("flips"), options.Count, 1 - share) : null;
        var indices = new int[options.Count];
        for (var i = 0; i < indices.Length; i++)
        {
            indices[i] = factors.NextIndex(Sprites.Count);
            if (disagrees is not null) indices[i] = Linked(indices[i], disagrees[i], options, other);
        }

        return indices;
    }

    /// <summary>The data set of some sprites, whose inputs are given.</summary>
    public static DataSet Describe(string name, Matrix<float> inputs, ReadOnlySpan<int> indices, SpritesOptions options, LatentMap? map)
    {
        var classes = SpriteLabels.Names(options.Label);
        var latents = Require.Inputs(indices.Length, Sprites.FactorNames.Count);
        var (labels, groups) = (new int[indices.Length], new int[indices.Length]);
        for (var i = 0; i < indices.Length; i++)
        {
            var sprite = Sprites.Latents(indices[i]);
            sprite.CopyValues(latents.Row(i));
            labels[i] = SpriteLabels.Of(sprite, options.Label);
            var band = SpriteLabels.BandOf(sprite[options.Spurious], Sprites.Levels(options.Spurious), classes.Length);
            groups[i] = labels[i] * classes.Length + band;
        }

        var spurious = Sprites.FactorNames[(int)options.Spurious];
        return new DataSet(name, inputs, labels, classes.Length)
        {
            ClassNames = classes,
            Latents = latents,
            LatentNames = Sprites.FactorNames,
            LatentKinds = [LatentKind.Discrete, LatentKind.Continuous, LatentKind.Angle, LatentKind.Continuous, LatentKind.Continuous],
            LatentMap = map,
            Groups = groups,
            GroupNames = [.. from label in classes from band in SpriteLabels.BandNames(classes.Length) select $"{label}, {spurious} {band}"],
            Seed = options.Seed,
            Parameters = Parameters(options, indices.Length),
        };
    }

    // The same sprite, with a level of the spurious factor from the label's band, or from another one.
    private static int Linked(int index, bool disagrees, SpritesOptions options, RandomStream random)
    {
        var sprite = Sprites.Latents(index);
        var (levels, classes) = (Sprites.Levels(options.Spurious), SpriteLabels.Names(options.Label).Length);
        var band = SpriteLabels.Of(sprite, options.Label);
        if (disagrees) band = (band + 1 + random.NextIndex(classes - 1)) % classes;
        var first = SpriteLabels.FirstLevel(band, levels, classes);
        var level = first + random.NextIndex(SpriteLabels.FirstLevel(band + 1, levels, classes) - first);
        return index + (level - sprite[options.Spurious]) * Sprites.Stride(options.Spurious);
    }

    private static Dictionary<string, string> Parameters(SpritesOptions options, int rows) => new()
    {
        ["rows"] = rows.ToString(CultureInfo.InvariantCulture),
        ["size"] = options.Size.ToString(CultureInfo.InvariantCulture),
        ["label"] = options.Label.ToString(),
        ["spurious"] = options.Spurious.ToString(),
        ["agreement"] = options.Agreement?.ToString(CultureInfo.InvariantCulture) ?? "by chance",
    };
}
