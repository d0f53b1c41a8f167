using System.Buffers.Binary;

namespace DeepDive.Data;

/// <summary>One checked binary file with the images of a set.</summary>
/// <remarks>
/// "DDIMAGES"; then as little-endian 32-bit integers: format version, rows n, height, width, classes, refused rows;
/// n label bytes; n · height · width pixel bytes; SHA-256 of everything before it.
/// </remarks>
internal static class ImageCache
{
    public const int Version = 1;

    private const int HeaderBytes = 8 + 6 * sizeof(int);
    private const long MaxBytes = 1L << 30;

    private static ReadOnlySpan<byte> Magic => "DDIMAGES"u8;

    /// <summary>Writes a cache file; the caller moves it to its name.</summary>
    public static void Write(string path, ImageRows rows)
    {
        Span<byte> header = stackalloc byte[HeaderBytes];
        Magic.CopyTo(header);
        ReadOnlySpan<int> numbers = [Version, rows.Count, rows.Height, rows.Width, rows.ClassCount, rows.RefusedRows];
        for (var i = 0; i < numbers.Length; i++) BinaryPrimitives.WriteInt32LittleEndian(header[(8 + 4 * i)..], numbers[i]);
        using var file = File.Create(path);
        file.Write(header);
        file.Write(rows.Labels.Span);
        file.Write(rows.Bytes.Span);
        SealedFile.Seal(file);
    }

    /// <summary>Compares the checksum of a cache file and reads all but its pixels, which <see cref="ReadPixels"/> gives.</summary>
    /// <exception cref="InvalidDataException">The file is damaged or of another version.</exception>
    public static ImageRows Read(string path, string name)
    {
        using var file = File.OpenRead(path);
        var header = ReadHeader(file, name);
        if (!SealedFile.IsWhole(file)) throw Damaged(name, path, "its checksum does not fit");
        return header with { Labels = ReadAt(file, HeaderBytes, header.Count) };
    }

    /// <summary>Pixels of the chosen rows, one after the other: [chosen, height · width].</summary>
    public static byte[] ReadPixels(string path, ImageRows rows, ReadOnlySpan<int> chosen)
    {
        using var file = File.OpenHandle(path);
        var size = rows.Height * rows.Width;
        var pixels = new byte[chosen.Length * size];
        for (var i = 0; i < chosen.Length; i++)
        {
            if (RandomAccess.Read(file, pixels.AsSpan(i * size, size), HeaderBytes + rows.Count + (long)chosen[i] * size) < size)
                throw new EndOfStreamException($"the cache file '{path}' was changed while it was read; try again");
        }

        return pixels;
    }

    /// <summary>Whether a cache file has the right format and length; a quick look, without the checksum.</summary>
    public static bool LooksWhole(string path, string name)
    {
        try
        {
            using var file = File.OpenRead(path);
            ReadHeader(file, name);
            return true;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    // Nothing is allocated before the file's own length agrees with what its header claims.
    private static ImageRows ReadHeader(FileStream file, string name)
    {
        Span<byte> header = stackalloc byte[HeaderBytes];
        if (file.ReadAtLeast(header, HeaderBytes, throwOnEndOfStream: false) < HeaderBytes || !header.StartsWith(Magic))
            throw Damaged(name, file.Name, "its first bytes are not those of a cache file");
        Span<int> numbers = stackalloc int[6];
        for (var i = 0; i < numbers.Length; i++) numbers[i] = BinaryPrimitives.ReadInt32LittleEndian(header[(8 + 4 * i)..]);
        var (version, rows, height, width) = (numbers[0], numbers[1], numbers[2], numbers[3]);
        if (version != Version)
            throw Damaged(name, file.Name, $"its format version is {version}, but must be {Version}");
        var expected = HeaderBytes + SealedFile.DigestBytes + (Int128)rows * (1 + (Int128)height * width);
        if (rows < 1 || height < 1 || width < 1 || file.Length > MaxBytes || file.Length != expected)
            throw Damaged(name, file.Name, $"its length is {file.Length} bytes, but its header claims {rows} rows of {height}×{width} pixels");
        return new ImageRows(height, width, numbers[4], numbers[5], new byte[rows], default);
    }

    private static byte[] ReadAt(FileStream file, long position, int count)
    {
        var bytes = new byte[count];
        file.Position = position;
        file.ReadExactly(bytes);
        return bytes;
    }

    private static InvalidDataException Damaged(string name, string path, string why) =>
        new($"the cache of {name}, '{path}', is damaged ({why}); delete it and run `data get {name}`");
}
