using DeepDive.Numerics;

namespace DeepDive.Data;

/// <summary>Reads the published dSprites (Matthey, Higgins, Hassabis and Lerchner 2017) into the form that <see cref="Sprites"/> has, so that the same study runs on both.</summary>
/// <remarks>
/// The file is <c>dsprites_ndarray_co1sh3sc6or40x32y32_64x64.npz</c>: arrays "imgs", 737,280 × 64 × 64 zeros and ones, and
/// "latents_classes", the levels of colour, shape, scale, orientation, x and y. Rows are found by their levels, so a part of the file, or
/// another order, serves too. One pass through the file unpacks 2.8 GiB but keeps only the images that are asked for, made smaller
/// one by one. Latents, labels and groups are those of <see cref="Sprites"/>; how pixels follow from latents is not known.
/// Legend: n rows.
/// </remarks>
public static class DSprites
{
    private const int BlockRows = 1024;
    private const string Images = "imgs";
    private const string Levels = "latents_classes";

    /// <summary>Reads the images of the sprites that <see cref="Sprites.Generate(SpritesOptions)"/> draws with the same options.</summary>
    /// <exception cref="InvalidDataException">The file is damaged, has another layout, or lacks a sprite.</exception>
    /// <exception cref="ArgumentException">An option is out of range; the message says which.</exception>
    public static DataSet Read(string path, SpritesOptions options, NpyLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Make(path, SpriteRows.Draw(options), options, limits);
    }

    /// <summary>Reads the images of chosen sprites, in their order, as <see cref="Sprites.Generate(ReadOnlySpan{int}, SpritesOptions)"/> draws them.</summary>
    /// <param name="path">The .npz file.</param>
    /// <param name="indices">[n], each in 0…737,279; see <see cref="Sprites.EveryNth"/> and <see cref="Indices(string, NpyLimits)"/>.</param>
    /// <param name="options">Size, label and spurious factor.</param>
    /// <param name="limits">What the file may claim.</param>
    /// <exception cref="InvalidDataException">The file is damaged, has another layout, or lacks a sprite.</exception>
    /// <exception cref="ArgumentException">There is no such sprite, or an option is out of range.</exception>
    public static DataSet Read(string path, ReadOnlySpan<int> indices, SpritesOptions options, NpyLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        return Make(path, indices, options with { Seed = 0, Agreement = null }, limits);
    }

    /// <summary>The indices of the sprites in a file, in its order.</summary>
    /// <exception cref="InvalidDataException">The file is damaged or has another layout.</exception>
    public static int[] Indices(string path, NpyLimits? limits = null)
    {
        using var npz = Npz.Open(path, limits);
        return Indices(npz, path);
    }

    private static DataSet Make(string path, ReadOnlySpan<int> indices, SpritesOptions options, NpyLimits? limits)
    {
        using var npz = Npz.Open(path, limits);
        var rows = RowsOf(indices, Indices(npz, path), path);
        using var images = npz.Array(Images);
        var inputs = Require.Inputs(rows.Length, options.Size * options.Size);
        ReadImages(images, rows, SideOf(images, options.Size, path), inputs, path);
        return SpriteRows.Describe("dsprites", inputs, indices, options, map: null);
    }

    private static int[] Indices(Npz npz, string path)
    {
        using var array = npz.Array(Levels);
        using var images = npz.Array(Images);
        if (array.Shape.Count != 2 || array.Columns != 6 || array.Rows != images.Rows)
            throw Other(path, $"'{Levels}' must be [{images.Rows}, 6], a row an image, but is [{string.Join(", ", array.Shape)}]");
        var levels = array.Read<double>();
        var indices = new int[levels.Rows];
        for (var i = 0; i < indices.Length; i++) indices[i] = IndexOf(levels.Row(i), i, path);
        return indices;
    }

    private static int IndexOf(ReadOnlySpan<double> row, int i, string path)
    {
        var index = 0;
        foreach (var factor in Enum.GetValues<SpriteFactor>())
        {
            var level = row[1 + (int)factor]; // after the colour
            if (!double.IsInteger(level) || level < 0 || level >= Sprites.Levels(factor))
                throw Other(path, FormattableString.Invariant($"'{Levels}' must have levels of {Sprites.FactorNames[(int)factor]} in 0…{Sprites.Levels(factor) - 1}, but row {i} has {level}"));
            index += (int)level * Sprites.Stride(factor);
        }

        return index;
    }

    // Where in the file each sprite is; of several copies, the first.
    private static int[] RowsOf(ReadOnlySpan<int> wanted, int[] inFile, string path)
    {
        var rowOf = new Dictionary<int, int>(inFile.Length);
        for (var row = 0; row < inFile.Length; row++) rowOf.TryAdd(inFile[row], row);
        var rows = new int[wanted.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            if (!rowOf.TryGetValue(wanted[i], out rows[i]))
                throw Other(path, $"it must have every sprite that is asked for, but lacks number {wanted[i]} ({Sprites.Latents(wanted[i])})");
        }

        return rows;
    }

    private static int SideOf(NpyArray images, int size, string path)
    {
        var side = images.Shape.Count == 3 && images.Shape[1] == images.Shape[2] ? images.Shape[1] : 0;
        return side > 0 && side % size == 0
            ? side
            : throw Other(path, $"'{Images}' must be [n, 64, 64], or as many pixels a side as {size} divides, but is [{string.Join(", ", images.Shape)}]");
    }

    private static void ReadImages(NpyArray images, int[] rows, int side, Matrix<float> inputs, string path)
    {
        var order = Enumerable.Range(0, rows.Length).ToArray();
        Array.Sort(rows.ToArray(), order);
        foreach (var block in order.Chunk(BlockRows))
        {
            var full = images.TakeRows<float>([.. block.Select(i => rows[i])]);
            if (full.AsSpan().ContainsAnyExcept(0f, 1f)) throw Other(path, $"'{Images}' must have pixels of 0 and 1, but has others");
            for (var i = 0; i < block.Length; i++) Shrink(full.Row(i), side, inputs.Row(block[i]));
        }
    }

    // Means over blocks.
    private static void Shrink(ReadOnlySpan<float> full, int side, Span<float> image)
    {
        var size = (int)Math.Sqrt(image.Length);
        var (block, share) = (side / size, (float)image.Length / full.Length);
        for (var i = 0; i < full.Length; i++) image[i / side / block * size + i % side / block] += full[i] * share;
    }

    private static InvalidDataException Other(string path, string what) => NpyFault.Of(path, what, "use the published dSprites file");
}
