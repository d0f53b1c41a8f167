using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using DeepDive.Data;

namespace DeepDive.Tests.Data;

/// <summary>An image package like those of npm, of two classes with images of 1×2 pixels, and without a network.</summary>
internal sealed class TinyPackage(string folder)
{
    public static ImageFormat Format { get; } = new()
    {
        Description = "tiny",
        Source = "this test",
        License = "none",
        Height = 1,
        Width = 2,
        ClassNames = ["dark", "light"],
        ExpectedRows = [3, 4],
        Folder = "package/src/",
        Encoding = PixelEncoding.BytesByRow,
    };

    public Dictionary<string, string> Files { get; } = new()
    {
        ["package/package.json"] = "{}",
        ["package/src/1.json"] = """{"data":[[200,201],[202,203],[204,205],[206,207]]}""",
        ["package/src/0.json"] = """{"data":[[0,1],[],[2,3],[4,999],[4,5]]}""",
        ["package/src/index.js"] = "not for us",
    };

    public int Downloads { get; private set; }

    /// <summary>Runs after the tarball was written, as part of the download.</summary>
    public Action? AfterDownload { get; set; }

    public string? Integrity { get; set; }

    /// <summary>Share of the tarball that is there; the rest is cut off.</summary>
    public double KeptShare { get; set; } = 1;

    public ImageSet Set(ImageFormat? format = null)
    {
        var tarball = Tarball();
        var integrity = Integrity ?? "sha512-" + Convert.ToBase64String(SHA512.HashData(tarball));
        return new ImageSet(format ?? Format, new PackagePin("tiny", "1.2.3", integrity), Download, () => folder);

        void Download(PackagePin package, string to, CancellationToken cancellation)
        {
            Downloads++;
            File.WriteAllBytes(Path.Combine(to, "tiny-1.2.3.tgz"), tarball);
            AfterDownload?.Invoke();
            cancellation.ThrowIfCancellationRequested();
        }
    }

    private byte[] Tarball()
    {
        var memory = new MemoryStream();
        using (var tar = new TarWriter(new GZipStream(memory, CompressionLevel.Fastest)))
        {
            foreach (var (name, text) in Files)
                tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)), ModificationTime = DateTimeOffset.UnixEpoch });
        }

        return memory.ToArray()[..(int)(memory.ToArray().Length * KeptShare)];
    }
}
