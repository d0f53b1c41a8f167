using System.Formats.Tar;
using System.Globalization;
using System.IO.Compression;

namespace DeepDive.Data;

/// <summary>Reads the images of a package from its tarball, one class file at a time.</summary>
internal static class ImageTarball
{
    private const long MaxFileBytes = 1L << 26; // the largest class file has 17 MB

    /// <summary>All images, in the order of classes.</summary>
    /// <param name="path">A .tgz file.</param>
    /// <param name="format">What it must hold.</param>
    /// <param name="onClass">Called with the number of classes read so far.</param>
    /// <param name="cancellation">Looked at before each file.</param>
    /// <exception cref="InvalidDataException">A class is missing, twice there, damaged, or has another number of rows than expected.</exception>
    public static ImageRows Read(string path, ImageFormat format, Action<int> onClass, CancellationToken cancellation)
    {
        var classes = new JsonImages?[format.ClassNames.Count];
        foreach (var (file, text) in Files(path, format.Folder, cancellation))
        {
            var label = ClassOf(file, format);
            if (label < 0) continue;
            if (classes[label] is not null)
                throw new InvalidDataException($"'{file}' must be in the package once, but is there twice; fetch the package again");
            classes[label] = JsonImages.Read(text, format.Encoding, format.PixelCount, file);
            onClass(classes.Count(images => images is not null));
        }

        return Join(classes, format);
    }

    private static IEnumerable<(string File, byte[] Text)> Files(string path, string folder, CancellationToken cancellation)
    {
        using var file = File.OpenRead(path);
        using var unzipped = new GZipStream(file, CompressionMode.Decompress);
        using var tar = new TarReader(unzipped);
        while (Next(tar, path) is { } entry)
        {
            cancellation.ThrowIfCancellationRequested();
            if (entry.DataStream is not null && entry.Name.StartsWith(folder, StringComparison.Ordinal))
                yield return (entry.Name, Content(entry));
        }
    }

    private static TarEntry? Next(TarReader tar, string path)
    {
        try
        {
            return tar.GetNextEntry();
        }
        catch (Exception error) when (error is EndOfStreamException or FormatException)
        {
            throw new InvalidDataException($"'{path}' must be a tarball, but is cut short or damaged; fetch it again", error);
        }
    }

    private static byte[] Content(TarEntry entry)
    {
        if (entry.Length > MaxFileBytes)
            throw new InvalidDataException($"'{entry.Name}' must have at most {MaxFileBytes} bytes, but has {entry.Length}; fetch the package again");
        var text = new byte[entry.Length];
        try
        {
            entry.DataStream!.ReadExactly(text);
        }
        catch (EndOfStreamException error)
        {
            throw new InvalidDataException($"'{entry.Name}' must have {entry.Length} bytes, but is cut short; fetch the package again", error);
        }

        return text;
    }

    private static int ClassOf(string file, ImageFormat format)
    {
        var name = file[format.Folder.Length..];
        return name.EndsWith(".json", StringComparison.Ordinal)
            && int.TryParse(name.AsSpan(0, name.Length - 5), NumberStyles.None, CultureInfo.InvariantCulture, out var label)
            && label < format.ClassNames.Count ? label : -1;
    }

    private static ImageRows Join(JsonImages?[] classes, ImageFormat format)
    {
        var (labels, bytes) = (new byte[format.ExpectedRows.Sum()], new byte[format.ExpectedRows.Sum() * format.PixelCount]);
        var (at, refused) = (0, 0);
        for (var label = 0; label < classes.Length; label++)
        {
            var images = classes[label] ?? throw new InvalidDataException($"the package must hold '{format.Folder}{label}.json', but does not; fetch it again");
            if (images.Count != format.ExpectedRows[label])
                throw new InvalidDataException($"class {label} must have {format.ExpectedRows[label]} whole rows, but has {images.Count} and {images.Refused} damaged ones; fetch the package again");
            labels.AsSpan(at, images.Count).Fill((byte)label);
            images.Bytes.CopyTo(bytes.AsSpan(at * format.PixelCount));
            at += images.Count;
            refused += images.Refused;
        }

        return new ImageRows(format.Height, format.Width, classes.Length, refused, labels, bytes);
    }
}
