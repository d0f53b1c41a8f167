using System.IO.Compression;

namespace DeepDive.Data;

/// <summary>A .npz file: named arrays in a zip archive, compressed or not, zip64 included.</summary>
/// <remarks>
/// Refused are archives made to exhaust the reader: arrays beyond <see cref="NpyLimits.MaxBytes"/> or that grow
/// more than <see cref="NpyLimits.MaxRatio"/>, and sizes that disagree. An array's checksum is compared when reading reaches its
/// end; rows before that come unchecked. Not thread-safe: arrays of one file are read in turns.
/// </remarks>
public sealed class Npz : IDisposable
{
    private const string Extension = ".npy";
    private const int RatioMatters = 1 << 24; // less costs nothing

    private readonly Dictionary<string, ZipArchiveEntry> _entries;
    private readonly ZipArchive _archive;
    private readonly NpyLimits _limits;
    private readonly string _source;

    private Npz(ZipArchive archive, Dictionary<string, ZipArchiveEntry> entries, string source, NpyLimits limits) =>
        (_archive, _entries, _source, _limits) = (archive, entries, source, limits);

    /// <summary>Names of the arrays, in the file's order.</summary>
    public IReadOnlyCollection<string> Names => _entries.Keys;

    /// <summary>Opens a file.</summary>
    /// <exception cref="InvalidDataException">The file is no zip archive or is damaged, or two arrays have the same name.</exception>
    public static Npz Open(string path, NpyLimits? limits = null) => Open(File.OpenRead(path), path, limits ?? new());

    /// <summary>Opens an array, whose rows are read when they are asked for.</summary>
    /// <exception cref="InvalidDataException">There is no such array, it has no numbers, is damaged, or exceeds the limits.</exception>
    public NpyArray Array(string name)
    {
        if (!_entries.TryGetValue(name, out var entry))
            throw NpyFault.Of(_source, $"it must have an array '{name}', but has {string.Join(", ", Names.Take(10))}", "choose one of these");
        if (entry.Length > RatioMatters && entry.Length > _limits.MaxRatio * entry.CompressedLength)
            throw NpyFault.Of($"{_source}: {name}", FormattableString.Invariant($"it must grow at most {_limits.MaxRatio}-fold in unpacking, but {entry.CompressedLength} bytes claim to be {entry.Length}"), $"raise {nameof(NpyLimits)}.{nameof(NpyLimits.MaxRatio)} if you trust it");
        return new(() => new CheckedEntryStream(entry), $"{_source}: {name}", entry.Length, _limits);
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _archive.Dispose();

    internal static Npz Open(Stream stream, string source, NpyLimits limits)
    {
        try
        {
            var archive = NpyFault.Guard(source, () => new ZipArchive(stream, ZipArchiveMode.Read));
            return new(archive, NpyFault.Guard(source, () => EntriesOf(archive)), source, limits);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    private static Dictionary<string, ZipArchiveEntry> EntriesOf(ZipArchive archive) => archive.Entries
        .Where(entry => entry.FullName.EndsWith(Extension, StringComparison.Ordinal))
        .ToDictionary(entry => entry.FullName[..^Extension.Length]);
}
