using System.IO.Compression;
using DeepDive.Data;

namespace DeepDive.Tests.Data;

public sealed class NpzTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Archives => [.. NpyGolden.Values.Archives.Select(archive => archive.Name)];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Archives))]
    public void Archives_by_numpy_are_read_to_the_last_bit(string name)
    {
        var golden = NpyGolden.Values.Archives.Single(archive => archive.Name == name);
        using var npz = Npz.Open(Write(golden.File));
        Assert.Equal(golden.Arrays.Keys, npz.Names);
        foreach (var (key, values) in golden.Arrays)
        {
            using var array = npz.Array(key);
            Assert.Equal(values, array.Read<double>().AsSpan().ToArray());
            Assert.Equal(values[^array.Columns..], array.Read<double>(array.Rows - 1, 1).AsSpan().ToArray());
            Assert.Equal(values[..array.Columns], array.Read<double>(0, 1).AsSpan().ToArray()); // back: the entry is opened again
        }
    }

    [Theory]
    [MemberData(nameof(Archives))]
    public void Arrays_of_one_archive_are_read_in_turns(string name)
    {
        using var npz = Npz.Open(Write(NpyGolden.Values.Archives.Single(archive => archive.Name == name).File));
        using var images = npz.Array("images");
        using var latents = npz.Array("latents");
        Assert.Equal(0, images.Read<float>(0, 1)[0, 0]);
        Assert.Equal([2, 3], latents.Read<float>(1, 1).AsSpan().ToArray());
        Assert.Equal(12, images.Read<float>(1, 1)[0, 0]);
        Assert.Equal([4, 5, 0, 1], latents.TakeRows<float>([2, 0]).AsSpan().ToArray());
    }

    [Theory]
    [MemberData(nameof(Archives))]
    public void An_archive_cut_short_anywhere_is_refused(string name)
    {
        var whole = NpyGolden.Values.Archives.Single(archive => archive.Name == name).File;
        for (var length = 0; length < whole.Length; length++)
            Assert.Throws<InvalidDataException>(() => ReadAll(whole[..length]));
    }

    [Theory]
    [InlineData(CompressionLevel.NoCompression)]
    [InlineData(CompressionLevel.Optimal)]
    public void A_byte_that_has_changed_is_noticed_and_its_array_named(CompressionLevel level)
    {
        var noise = new byte[1000]; // nothing packs it, so that the changed byte unpacks as well as the right one
        new Random(1).NextBytes(noise);
        var bytes = File.ReadAllBytes(Zip(archive => Add(archive, "layer1", "(1000,)", noise, level)));
        bytes[bytes.AsSpan().IndexOf(noise) + 700] ^= 1;
        using var npz = Npz.Open(Write(bytes));
        using var array = npz.Array("layer1");
        Assert.Contains("layer1' is not a readable NumPy file: its data must be whole, but cannot be read (its CRC-32 is ", Assert.Throws<InvalidDataException>(() => array.Read<float>()).Message);
        Assert.Equal(noise[..700].Select(value => (float)value), array.Read<float>(0, 700).AsSpan().ToArray());
    }

    [Fact]
    public void An_array_that_is_not_there_is_refused_with_those_that_are()
    {
        using var npz = Npz.Open(Write(NpyGolden.Values.Archives[0].File));
        Assert.Contains("must have an array 'x', but has images, latents, a b/ü; ", Assert.Throws<InvalidDataException>(() => npz.Array("x")).Message);
    }

    [Fact]
    public void What_is_no_zip_archive_is_refused()
    {
        foreach (var bytes in new byte[][] { [], [1, 2, 3], NpyGolden.Values.Arrays[0].File })
            Assert.Contains("must be a whole zip archive", Assert.Throws<InvalidDataException>(() => Npz.Open(Write(bytes))).Message);
    }

    [Fact]
    public void Two_arrays_of_one_name_are_refused()
    {
        var path = Zip(archive =>
        {
            Add(archive, "x", "(1,)", [1]);
            Add(archive, "x", "(1,)", [2]);
        });
        Assert.Throws<InvalidDataException>(() => Npz.Open(path));
    }

    [Fact]
    public void An_array_longer_or_shorter_than_its_header_claims_is_refused()
    {
        using var npz = Npz.Open(Zip(archive =>
        {
            Add(archive, "short", "(9,)", [1]);
            Add(archive, "long", "(1,)", [1, 2]);
        }));
        foreach (var name in npz.Names) Assert.Contains("by its header, but has", Assert.Throws<InvalidDataException>(() => npz.Array(name)).Message);
    }

    [Fact]
    public void A_zip_bomb_is_refused_before_it_is_unpacked()
    {
        var path = Zip(archive => Add(archive, "bomb", "(40000000,)", new byte[40_000_000]));
        Assert.InRange(new FileInfo(path).Length, 0, 200_000);
        using var npz = Npz.Open(path);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("at most 250-fold", Assert.Throws<InvalidDataException>(() => npz.Array("bomb")).Message);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 16);
        using var small = Npz.Open(path, new() { MaxRatio = 2000, MaxBytes = 39_999_999 });
        Assert.Contains("at most 39999999 bytes", Assert.Throws<InvalidDataException>(() => small.Array("bomb")).Message);
        using var trusted = Npz.Open(path, new() { MaxRatio = 2000 });
        using var array = trusted.Array("bomb");
        Assert.Equal(0, array.Read<float>(39_999_000, 1000).AsSpan().ToArray().Sum());
    }

    [Fact]
    public void Blocks_of_a_packed_array_cost_the_memory_of_a_block()
    {
        var data = new byte[10_000_000];
        new Random(1).NextBytes(data.AsSpan(0, 1_000_000));
        using var npz = Npz.Open(Zip(archive => Add(archive, "x", "(10000, 1000)", data)));
        using var array = npz.Array("x");
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var first = 0; first < 10_000; first += 1000)
            Assert.Equal(data.AsSpan(first * 1000, 1000).ToArray().Select(value => (float)value), array.Read<float>(first, 10).Row(0).ToArray());
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 3 << 20);
    }

    private static void Add(ZipArchive archive, string name, string shape, byte[] data, CompressionLevel level = CompressionLevel.Optimal)
    {
        using var entry = archive.CreateEntry($"{name}.npy", level).Open();
        entry.Write(NpyTests.WithHeader($"{{'descr': '|u1', 'fortran_order': False, 'shape': {shape}, }}\n", data));
    }

    private static void ReadAll(byte[] bytes)
    {
        using var npz = Npz.Open(new MemoryStream(bytes), "cut", new());
        foreach (var name in npz.Names)
        {
            using var array = npz.Array(name);
            array.Read<float>();
        }
    }

    private string Zip(Action<ZipArchive> fill)
    {
        var path = _folder.File(Path.GetRandomFileName());
        using var archive = ZipFile.Open(path, ZipArchiveMode.Create);
        fill(archive);
        return path;
    }

    private string Write(byte[] bytes)
    {
        var path = _folder.File(Path.GetRandomFileName());
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
