using System.IO.Compression;
using DeepDive.Data;

namespace DeepDive.Tests.Data;

public sealed class IdxFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(IdxType.UnsignedByte, new byte[] { 200 }, 200)]
    [InlineData(IdxType.SignedByte, new byte[] { 0xFF }, -1)]
    [InlineData(IdxType.SignedShort, new byte[] { 0xFE, 0xD4 }, -300)]
    [InlineData(IdxType.SignedWord, new byte[] { 0x00, 0x01, 0x00, 0x00 }, 65536)]
    [InlineData(IdxType.SingleFloat, new byte[] { 0xBF, 0xC0, 0x00, 0x00 }, -1.5)]
    [InlineData(IdxType.DoubleFloat, new byte[] { 0x3F, 0xF8, 0, 0, 0, 0, 0, 0 }, 1.5)]
    public void Elements_of_every_type_are_read_big_endian(IdxType type, byte[] element, double expected)
    {
        var file = IdxFile.Read(Write([0, 0, (byte)type, 1, 0, 0, 0, 2, .. element, .. element]));
        Assert.Equal((type, 2), (file.ElementType, file.Count));
        Assert.Equal([2], file.Dimensions);
        Assert.Equal((expected, expected), (file[0], file[1]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Images_and_labels_become_rows_in_0_to_1(bool compressed)
    {
        var images = Write([0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 0, 51, 255, 102], compressed);
        var data = IdxFile.ReadImages(images, Write([0, 0, 8, 1, 0, 0, 0, 2, 3, 1], compressed), "tiny");
        Assert.Equal([0, 0.2f, 1, 0.4f], data.Inputs.AsSpan().ToArray());
        Assert.Equal([3, 1], data.Labels);
        Assert.Equal((4, "tiny"), (data.ClassCount, data.Name));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_file_cut_short_anywhere_is_refused(bool compressed)
    {
        byte[] whole = [0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6];
        Assert.Equal(6, IdxFile.Read(Write(whole, compressed)).Count);
        for (var length = 0; length < whole.Length; length++) Refused(Write(whole[..length], compressed));
    }

    [Fact]
    public void A_compressed_file_that_is_cut_or_changed_is_refused()
    {
        var whole = File.ReadAllBytes(Write([0, 0, 8, 1, 0, 0, 0, 200, .. Enumerable.Range(0, 200).Select(i => (byte)(i * i))], compressed: true));
        for (var length = 2; length < whole.Length - 8; length += 7) Refused(Write(whole[..length]));
        var changed = whole.ToArray();
        changed[^6] ^= 1; // in the checksum of gzip's trailer
        Refused(Write(changed));
    }

    [Theory]
    [InlineData(new byte[] { 1, 0, 8, 1, 0, 0, 0, 0 }, "begin with")]
    [InlineData(new byte[] { 0, 0, 7, 1, 0, 0, 0, 0 }, "begin with")]
    [InlineData(new byte[] { 0, 0, 8, 0 }, "begin with")]
    [InlineData(new byte[] { 0, 0, 8, 1, 0xFF, 0xFF, 0xFF, 0xFF }, "dimension 0 is -1")]
    [InlineData(new byte[] { 0, 0, 8, 1, 0, 0, 0, 1, 5, 5 }, "more follow")]
    [InlineData(new byte[] { 0, 0, 14, 3, 0x7F, 0, 0, 0, 0x7F, 0, 0, 0, 0x7F, 0, 0, 0 }, "at most 536870912 bytes")]
    public void A_wrong_header_is_refused_with_its_reason(byte[] bytes, string reason) => Assert.Contains(reason, Refused(Write(bytes)).Message);

    [Fact]
    public void A_header_that_claims_too_much_costs_no_memory()
    {
        var path = Write([0, 0, 8, 1, 0x1F, 0xFF, 0xFF, 0xFF, 1, 2, 3]);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("claims 536870911 bytes of data, but it ends after 3", Refused(path).Message);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 20);
    }

    [Fact]
    public void Images_and_labels_that_do_not_belong_together_are_refused()
    {
        var images = Write([0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 1, 7, 8]);
        string[] labels =
        [
            Write([0, 0, 8, 1, 0, 0, 0, 1, 0]), // one label for two images
            Write([0, 0, 9, 1, 0, 0, 0, 2, 0, 0xFF]), // a label of −1
            Write([0, 0, 13, 1, 0, 0, 0, 0]), // no integers
            Write([0, 0, 8, 1, 0, 0, 0, 2, 0, 9]), // outside the three classes asked for
        ];
        Assert.All(labels, path => Assert.Throws<InvalidDataException>(() => IdxFile.ReadImages(images, path, "tiny", classCount: 3)));
        Assert.Throws<InvalidDataException>(() => IdxFile.ReadImages(labels[0], labels[0], "tiny")); // labels for images
    }

    private string Write(byte[] bytes, bool compressed = false)
    {
        var path = _folder.File(Path.GetRandomFileName());
        using Stream stream = compressed ? new GZipStream(File.Create(path), CompressionLevel.Fastest) : File.Create(path);
        stream.Write(bytes);
        return path;
    }

    private static InvalidDataException Refused(string path)
    {
        var error = Assert.Throws<InvalidDataException>(() => IdxFile.Read(path));
        Assert.Contains(path, error.Message);
        return error;
    }
}
