using System.Buffers.Binary;
using System.IO.Compression;

namespace DeepDive.Data;

/// <summary>An array from an IDX file, the format MNIST and Fashion-MNIST are published in (LeCun, Cortes and Burges 1998).</summary>
/// <remarks>
/// Bytes 0, 0, element type, number of dimensions; each dimension as a big-endian 32-bit integer; the elements,
/// last dimension fastest. A gzip-compressed file is recognised by its own first bytes, whatever its name.
/// Memory grows with what is read, not with what a header claims, and never beyond 512 MiB.
/// </remarks>
public sealed class IdxFile
{
    private const long MaxBytes = 1L << 29;
    private const int FirstPiece = 1 << 20;

    private readonly byte[] _bytes;

    private IdxFile(IdxType elementType, int[] dimensions, byte[] bytes) =>
        (ElementType, Dimensions, _bytes) = (elementType, dimensions, bytes);

    /// <summary>Type of the elements in the file.</summary>
    public IdxType ElementType { get; }

    /// <summary>Length of each dimension.</summary>
    public IReadOnlyList<int> Dimensions { get; }

    /// <summary>Number of elements, the product of the dimensions.</summary>
    public int Count => _bytes.Length / SizeOf(ElementType);

    /// <summary>An element, counted from 0 with the last dimension fastest.</summary>
    public double this[int index]
    {
        get
        {
            var at = _bytes.AsSpan(checked(index * SizeOf(ElementType)));
            return ElementType switch
            {
                IdxType.UnsignedByte => at[0],
                IdxType.SignedByte => (sbyte)at[0],
                IdxType.SignedShort => BinaryPrimitives.ReadInt16BigEndian(at),
                IdxType.SignedWord => BinaryPrimitives.ReadInt32BigEndian(at),
                IdxType.SingleFloat => BinaryPrimitives.ReadSingleBigEndian(at),
                _ => BinaryPrimitives.ReadDoubleBigEndian(at),
            };
        }
    }

    /// <summary>Reads an IDX file, compressed by gzip or not.</summary>
    /// <exception cref="InvalidDataException">The file is no IDX file, is cut short, has bytes to spare, or is larger than 512 MiB.</exception>
    public static IdxFile Read(string path)
    {
        using var file = File.OpenRead(path);
        var compressed = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
        file.Position = 0;
        using Stream stream = compressed ? new GZipStream(file, CompressionMode.Decompress) : file;
        return Read(stream, path);
    }

    /// <summary>Reads images and their labels as rows in [0, 1], [n, height · width].</summary>
    /// <param name="imagesPath">Images: unsigned bytes in two or more dimensions, the first being n.</param>
    /// <param name="labelsPath">Labels: integers ≥ 0 in one dimension.</param>
    /// <param name="name">Name of the data set.</param>
    /// <param name="classCount">Number of classes, or null for the largest label + 1.</param>
    /// <exception cref="InvalidDataException">A file is damaged, or the two do not belong together.</exception>
    public static DataSet ReadImages(string imagesPath, string labelsPath, string name, int? classCount = null)
    {
        var images = Read(imagesPath);
        if (images.ElementType != IdxType.UnsignedByte || images.Dimensions.Count < 2)
            throw Damaged(imagesPath, $"images must be unsigned bytes in two or more dimensions, but are {images.ElementType} in {images.Dimensions.Count}");
        var labels = ReadLabels(labelsPath, classCount);
        if (labels.Length != images.Dimensions[0])
            throw Damaged(labelsPath, $"there must be one label an image, but there are {labels.Length} labels and {images.Dimensions[0]} images");
        var inputs = Pixels.ToInputs(images._bytes, labels.Length, labels.Length == 0 ? 0 : images.Count / labels.Length);
        return new DataSet(name, inputs, labels, classCount ?? labels.DefaultIfEmpty(-1).Max() + 1);
    }

    private static int[] ReadLabels(string path, int? classCount)
    {
        var file = Read(path);
        if (file.ElementType is IdxType.SingleFloat or IdxType.DoubleFloat || file.Dimensions.Count != 1)
            throw Damaged(path, $"labels must be integers in one dimension, but are {file.ElementType} in {file.Dimensions.Count}");
        var labels = new int[file.Count];
        for (var i = 0; i < labels.Length; i++)
        {
            labels[i] = (int)file[i];
            if (labels[i] < 0 || labels[i] == int.MaxValue || labels[i] >= classCount)
                throw Damaged(path, $"labels must lie in 0…{(classCount ?? int.MaxValue) - 1}, but label {i} is {labels[i]}");
        }

        return labels;
    }

    private static IdxFile Read(Stream stream, string path)
    {
        Span<byte> magic = stackalloc byte[4];
        if (Fill(stream, magic, path) < 4 || magic[0] != 0 || magic[1] != 0 || !Enum.IsDefined((IdxType)magic[2]) || magic[3] == 0)
            throw Damaged(path, $"it must begin with 0, 0, a type from 8 to 14 and a number of dimensions, but begins with {string.Join(", ", magic.ToArray())}");
        var (type, dimensions) = ((IdxType)magic[2], new int[magic[3]]);
        long size = SizeOf(type);
        Span<byte> length = stackalloc byte[4];
        for (var i = 0; i < dimensions.Length; i++)
        {
            if (Fill(stream, length, path) < 4)
                throw Damaged(path, $"it must have {dimensions.Length} dimensions, but ends within its header");
            dimensions[i] = BinaryPrimitives.ReadInt32BigEndian(length);
            // Each factor is below 2³¹ and the product so far at most 2²⁹, so that it cannot overflow.
            size *= dimensions[i];
            if (dimensions[i] < 0 || size > MaxBytes)
                throw Damaged(path, $"its array must have at most {MaxBytes} bytes, but dimension {i} is {dimensions[i]}");
        }

        return new IdxFile(type, dimensions, ReadExactly(stream, (int)size, path));
    }

    private static byte[] ReadExactly(Stream stream, int size, string path)
    {
        var bytes = new byte[Math.Min(size, FirstPiece)];
        var read = 0;
        while (true)
        {
            read += Fill(stream, bytes.AsSpan(read), path);
            if (read < bytes.Length)
                throw Damaged(path, $"its header claims {size} bytes of data, but it ends after {read}");
            if (read == size) break;
            Array.Resize(ref bytes, (int)Math.Min(size, 2L * bytes.Length));
        }

        if (Fill(stream, stackalloc byte[1], path) > 0)
            throw Damaged(path, $"its header claims {size} bytes of data, but more follow");
        return bytes;
    }

    // Reads until the buffer is full or the stream ends.
    private static int Fill(Stream stream, Span<byte> buffer, string path)
    {
        try
        {
            return stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        }
        catch (InvalidDataException error)
        {
            throw Damaged(path, "its compressed data are broken", error);
        }
    }

    private static int SizeOf(IdxType type) => type switch
    {
        IdxType.UnsignedByte or IdxType.SignedByte => 1,
        IdxType.SignedShort => 2,
        IdxType.SignedWord or IdxType.SingleFloat => 4,
        _ => 8,
    };

    private static InvalidDataException Damaged(string path, string why, Exception? inner = null) =>
        new($"'{path}' is not a readable IDX file: {why}; fetch it again", inner);
}
