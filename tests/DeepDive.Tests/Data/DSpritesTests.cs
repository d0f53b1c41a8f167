using System.IO.Compression;
using System.Text.Json;
using DeepDive.Data;

namespace DeepDive.Tests.Data;

public sealed class DSpritesTests : IDisposable
{
    private static readonly Golden s_golden = ReadGolden();

    private readonly TemporaryFolder _folder = new();
    private readonly string _path;

    public DSpritesTests()
    {
        _path = _folder.File("dsprites.npz");
        File.WriteAllBytes(_path, s_golden.File);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(64)]
    [InlineData(32)]
    [InlineData(8)]
    public void Images_drawn_from_outlines_are_those_drawn_here(int size)
    {
        var options = new SpritesOptions { Size = size };
        var (read, drawn) = (DSprites.Read(_path, s_golden.Indices, options), Sprites.Generate(s_golden.Indices, options));
        Assert.Equal(drawn.Inputs.AsSpan(), read.Inputs.AsSpan());
        Assert.Equal(drawn.Latents!.AsSpan(), read.Latents!.AsSpan());
        Assert.Equal(drawn.Labels, read.Labels);
        Assert.Equal(drawn.Groups, read.Groups);
        Assert.Equal(drawn.GroupNames, read.GroupNames);
        Assert.Equal(("dsprites", null), (read.Name, read.LatentMap));
    }

    [Fact]
    public void Latents_are_the_published_values_but_for_the_shape_that_counts_from_0()
    {
        var data = DSprites.Read(_path, s_golden.Indices, new());
        for (var i = 0; i < data.Count; i++)
        {
            for (var k = 0; k < 5; k++) Assert.Equal(s_golden.Values[i][1 + k], data.Latents![i, k] + (k == 0 ? 1 : 0), 1e-6);
        }
    }

    [Fact]
    public void Rows_come_in_the_order_asked_for_and_as_often()
    {
        Assert.Equal(s_golden.Indices, DSprites.Indices(_path));
        int[] chosen = [s_golden.Indices[20], s_golden.Indices[3], s_golden.Indices[20]];
        var (data, all) = (DSprites.Read(_path, chosen, new()), DSprites.Read(_path, s_golden.Indices, new()));
        Assert.Equal(all.Take([20, 3, 20]).Inputs.AsSpan(), data.Inputs.AsSpan());
        Assert.Equal(all.Take([20, 3, 20]).Labels, data.Labels);
    }

    [Fact]
    public void The_same_options_give_the_same_rows_as_sprites_drawn_here()
    {
        // All sprites, but in reverse and on images of 2×2 pixels that say whether y is odd.
        var path = _folder.File("all.npz");
        using (var archive = ZipFile.Open(path, ZipArchiveMode.Create))
        {
            var all = Enumerable.Range(0, Sprites.Count).Reverse().Select(Sprites.Latents).ToArray();
            Add(archive, "imgs", "(737280, 2, 2)", [.. all.SelectMany(sprite => Enumerable.Repeat((byte)(sprite.Y % 2), 4))]);
            Add(archive, "latents_classes", "(737280, 6)", [.. all.SelectMany(sprite => new byte[] { 0, (byte)sprite.Shape, (byte)sprite.Scale, (byte)sprite.Orientation, (byte)sprite.X, (byte)sprite.Y })]);
        }

        var options = new SpritesOptions { Count = 3000, Size = 1, Label = SpriteLabel.Scale, Agreement = 0.9 };
        var (read, drawn) = (DSprites.Read(path, options), Sprites.Generate(options));
        Assert.Equal(drawn.Latents!.AsSpan(), read.Latents!.AsSpan());
        Assert.Equal(drawn.Labels, read.Labels);
        Assert.Equal(drawn.Groups, read.Groups);
        Assert.Equal(drawn.Parameters, read.Parameters);
        Assert.Equal(read.Latents.Column(4).Select(y => MathF.Round(31 * y) % 2), read.Inputs.Column(0));
        Assert.Equal(1024, DSprites.Read(path, Sprites.EveryNth(720), options).Count);
    }

    [Fact]
    public void A_sprite_that_the_file_lacks_is_refused() =>
        Assert.Contains("lacks number 1 (", Assert.Throws<InvalidDataException>(() => DSprites.Read(_path, [1], new())).Message);

    [Theory]
    [InlineData("imgs", "(1, 64, 64)", 0, "latents_classes", "(1, 5)", "must be [1, 6]")]
    [InlineData("imgs", "(1, 64, 64)", 0, "latents_classes", "(2, 6)", "must be [1, 6]")]
    [InlineData("imgs", "(1, 64, 32)", 0, "latents_classes", "(1, 6)", "must be [n, 64, 64]")]
    [InlineData("imgs", "(1, 48, 48)", 0, "latents_classes", "(1, 6)", "must be [n, 64, 64]")]
    [InlineData("imgs", "(1, 64, 64)", 255, "latents_classes", "(1, 6)", "pixels of 0 and 1")]
    [InlineData("imgs", "(1, 64, 64)", 0, "classes", "(1, 6)", "must have an array 'latents_classes'")]
    [InlineData("images", "(1, 64, 64)", 0, "latents_classes", "(1, 6)", "must have an array 'imgs'")]
    public void Another_layout_is_refused(string images, string imageShape, int pixel, string classes, string classesShape, string reason)
    {
        var path = _folder.File(Path.GetRandomFileName());
        using (var archive = ZipFile.Open(path, ZipArchiveMode.Create))
        {
            Add(archive, images, imageShape, [.. Enumerable.Repeat((byte)pixel, Size(imageShape))]);
            Add(archive, classes, classesShape, new byte[Size(classesShape)]);
        }

        Assert.Contains(reason, Assert.Throws<InvalidDataException>(() => DSprites.Read(path, [0], new())).Message);

        static int Size(string shape) => shape.Trim('(', ')').Split(',').Aggregate(1, (size, part) => size * int.Parse(part, System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void A_level_that_there_is_not_is_refused()
    {
        var path = _folder.File("levels.npz");
        using (var archive = ZipFile.Open(path, ZipArchiveMode.Create))
        {
            Add(archive, "imgs", "(1, 64, 64)", new byte[4096]);
            Add(archive, "latents_classes", "(1, 6)", [0, 3, 0, 0, 0, 0]);
        }

        Assert.Contains("levels of shape in 0…2, but row 0 has 3", Assert.Throws<InvalidDataException>(() => DSprites.Indices(path)).Message);
    }

    private static void Add(ZipArchive archive, string name, string shape, byte[] data)
    {
        using var entry = archive.CreateEntry($"{name}.npy", CompressionLevel.Fastest).Open();
        entry.Write(NpyTests.WithHeader($"{{'descr': '|u1', 'fortran_order': False, 'shape': {shape}, }}\n", data));
    }

    private static Golden ReadGolden()
    {
        using var stream = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Golden", "sprites.json"));
        return JsonSerializer.Deserialize<Golden>(stream, JsonSerializerOptions.Web)!;
    }

    private sealed record Golden(byte[] File, int[] Indices, double[][] Values);
}
