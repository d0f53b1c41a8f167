using DeepDive.Data;

namespace DeepDive.Tests.Data;

public sealed class ImageSetTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TinyPackage _package;

    public ImageSetTests() => _package = new TinyPackage(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_fetched_set_holds_the_whole_rows_in_the_order_of_classes_and_counts_the_damaged_ones()
    {
        var set = _package.Set();
        Assert.Equal(ImageSetStatus.Missing, set.Status);
        var result = set.Fetch();
        Assert.Equal(new FetchResult("tiny", 7, 2, WasCached: false), result);
        Assert.Contains("7 rows", result.ToString());
        Assert.Contains("2 damaged rows", result.ToString());
        Assert.Equal(ImageSetStatus.Cached, set.Status);
        var data = set.Load();
        Assert.Equal([0, 0, 0, 1, 1, 1, 1], data.Labels);
        Assert.Equal([0, 1, 2, 3, 4, 5, 200, 201, 202, 203, 204, 205, 206, 207], data.Inputs.AsSpan().ToArray().Select(value => (int)Math.Round(value * 255)));
        Assert.Equal(["dark", "light"], data.ClassNames);
    }

    [Fact]
    public void A_second_fetch_downloads_nothing()
    {
        _package.Set().Fetch();
        Assert.Equal(new FetchResult("tiny", 7, 2, WasCached: true), _package.Set().Fetch());
        Assert.Equal(1, _package.Downloads);
        Assert.Single(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void A_fetch_reports_its_stages_in_order()
    {
        var reports = new Reports();
        _package.Set().Fetch(reports);
        Assert.Equal(0, reports.Seen[0].Fraction);
        Assert.Equal(1, reports.Seen[^1].Fraction);
        Assert.Equal(reports.Seen.Select(report => report.Fraction).Order(), reports.Seen.Select(report => report.Fraction));
        Assert.Contains(reports.Seen, report => report.Stage == "reading class 2 of 2");
    }

    [Fact]
    public void A_missing_set_says_what_to_run()
    {
        var error = Assert.Throws<FileNotFoundException>(() => _package.Set().Load());
        Assert.StartsWith("tiny is not in the cache", error.Message);
        Assert.EndsWith("run `data get tiny`", error.Message);
    }

    [Fact]
    public void A_cache_changed_in_any_byte_is_refused_and_a_fetch_replaces_it()
    {
        var set = _package.Set();
        set.Fetch();
        var whole = File.ReadAllBytes(set.CachePath);
        for (var at = 0; at < whole.Length; at++)
        {
            var changed = whole.ToArray();
            changed[at] ^= 0x10;
            File.WriteAllBytes(set.CachePath, changed);
            AssertDamaged(set);
        }

        Assert.False(set.Fetch().WasCached);
        Assert.Equal(whole, File.ReadAllBytes(set.CachePath));
    }

    [Fact]
    public void A_cache_of_any_other_length_is_refused()
    {
        var set = _package.Set();
        set.Fetch();
        var whole = File.ReadAllBytes(set.CachePath);
        for (var length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(set.CachePath, whole[..length]);
            AssertDamaged(set);
            Assert.Equal(ImageSetStatus.Damaged, set.Status);
        }

        File.WriteAllBytes(set.CachePath, [.. whole, 0]);
        AssertDamaged(set);
    }

    [Fact]
    public void A_cache_of_another_version_says_so()
    {
        var set = _package.Set();
        set.Fetch();
        var bytes = File.ReadAllBytes(set.CachePath);
        bytes[8] = 9;
        File.WriteAllBytes(set.CachePath, bytes);
        Assert.Contains("format version is 9, but must be 1", AssertDamaged(set).Message);
    }

    [Fact]
    public void A_package_with_another_digest_is_refused()
    {
        _package.Integrity = "sha512-AAAA";
        Assert.Contains("must have the digest sha512-AAAA", FetchFails<InvalidDataException>().Message);
    }

    [Fact]
    public void A_tarball_that_is_cut_short_is_refused()
    {
        foreach (var kept in new[] { 0.1, 0.3, 0.5 })
        {
            _package.KeptShare = kept;
            FetchFails<InvalidDataException>();
        }
    }

    [Theory]
    [InlineData("package/src/0.json", null, "must hold 'package/src/0.json'")]
    [InlineData("package/src/0.json", """{"data":[[0,1]]}""", "class 0 must have 3 whole rows, but has 1 and 0 damaged ones")]
    [InlineData("package/src/1.json", """{"data":[[0,1],""", "must be JSON")]
    [InlineData("package/src/01.json", """{"data":[]}""", "is there twice")]
    public void A_package_that_does_not_hold_what_it_must_is_refused(string file, string? text, string reason)
    {
        if (text is null) _package.Files.Remove(file);
        else _package.Files[file] = text;
        Assert.Contains(reason, FetchFails<InvalidDataException>().Message);
    }

    [Fact]
    public void A_failed_download_leaves_nothing()
    {
        _package.AfterDownload = () => throw new IOException("the network is gone");
        FetchFails<IOException>();
    }

    [Fact]
    public void A_cancelled_fetch_leaves_nothing_at_whatever_stage()
    {
        using var cancelled = new CancellationTokenSource();
        _package.AfterDownload = cancelled.Cancel;
        FetchFails<OperationCanceledException>(cancellation: cancelled.Token);
        _package.AfterDownload = null;
        foreach (var stage in new[] { "comparing the digest", "reading class 1 of 2", "writing the cache" })
        {
            using var later = new CancellationTokenSource();
            FetchFails<OperationCanceledException>(new Reports(report => { if (report.Stage == stage) later.Cancel(); }), later.Token);
        }
    }

    [Fact]
    public void What_a_killed_fetch_left_is_removed_by_the_next_one()
    {
        Directory.CreateDirectory(_folder.File("tiny.abc.tmp"));
        File.WriteAllText(_folder.File("tiny.abc.tmp/half.tgz"), "half");
        File.WriteAllText(_folder.File("tiny.lock"), "");
        _package.Set().Fetch();
        Assert.Equal([_package.Set().CachePath], Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task Two_fetches_at_once_download_once_and_both_succeed()
    {
        using var started = new ManualResetEventSlim();
        using var waited = new ManualResetEventSlim();
        _package.AfterDownload = () => { started.Set(); Assert.True(waited.Wait(TimeSpan.FromSeconds(30))); };
        var first = Task.Run(() => _package.Set().Fetch());
        Assert.True(started.Wait(TimeSpan.FromSeconds(30)));
        var second = Task.Run(() => _package.Set().Fetch(new Reports(report => { if (report.Stage == "waiting for another fetch") waited.Set(); })));
        Assert.False((await first).WasCached);
        Assert.True((await second).WasCached);
        Assert.Equal(1, _package.Downloads);
        Assert.Single(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void A_wait_for_another_fetch_can_be_cancelled()
    {
        using var held = FetchLock.Acquire(_folder.File("tiny.lock"), () => { }, CancellationToken.None);
        using var cancelled = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => _package.Set().Fetch(new Reports(_ => cancelled.Cancel()), cancelled.Token));
    }

    [Fact]
    public void A_choice_of_rows_is_balanced_reproducible_and_nested()
    {
        var set = _package.Set();
        set.Fetch();
        Assert.Equal([2, 1], Enumerable.Range(0, 2).Select(label => set.Load(3, seed: 1).Labels.Count(l => l == label)));
        Assert.Equal(Pixels(set.Load(6, seed: 1)), Pixels(set.Load(6, seed: 1)));
        Assert.Equal(6, Pixels(set.Load(6, seed: 1)).Distinct().Count());
        Assert.Empty(Pixels(set.Load(4, seed: 4)).Except(Pixels(set.Load(6, seed: 4))));
        Assert.True(Enumerable.Range(0, 20).Select(seed => string.Join(' ', Pixels(set.Load(4, (ulong)seed)))).Distinct().Count() > 10);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    public void A_choice_that_cannot_be_balanced_is_refused(int rows) =>
        Assert.StartsWith($"the number of rows must lie in 1…6, but was {rows}", Assert.Throws<ArgumentOutOfRangeException>(() => _package.Set().Load(rows, 1)).Message);

    private static float[] Pixels(DataSet data) => data.Inputs.Column(0);

    private static InvalidDataException AssertDamaged(ImageSet set)
    {
        var error = Assert.Throws<InvalidDataException>(() => set.Load());
        Assert.StartsWith("the cache of tiny", error.Message);
        Assert.EndsWith("delete it and run `data get tiny`", error.Message);
        return error;
    }

    private TError FetchFails<TError>(IProgress<FetchProgress>? progress = null, CancellationToken cancellation = default)
        where TError : Exception
    {
        var error = Assert.ThrowsAny<TError>(() => _package.Set().Fetch(progress, cancellation));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
        return error;
    }

    private sealed class Reports(Action<FetchProgress>? onReport = null) : IProgress<FetchProgress>
    {
        public List<FetchProgress> Seen { get; } = [];

        public void Report(FetchProgress value)
        {
            Seen.Add(value);
            onReport?.Invoke(value);
        }
    }
}
