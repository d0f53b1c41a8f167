using DeepDive.Data;
using DeepDive.Models;
using DeepDive.Tests.Data;
using DeepDive.Training;

namespace DeepDive.Tests.Training;

public sealed class TrainingCacheTests : IDisposable
{
    private static readonly TrainingOptions s_options = new() { Epochs = 6, Optimiser = new Adam(0.02), BatchSize = 8, Decay = new(2, 2), Seed = 3, EarlyStopping = null };

    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _warnings = [];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_kept_training_gives_the_bits_and_the_duration_of_the_training(bool keepBest)
    {
        var options = s_options with { KeepBest = keepBest };
        var (alone, trained) = (Fit(Trainer.Fit, options), Fit(Cache().Fit, options));
        var written = File.GetLastWriteTimeUtc(Entries().Single());
        var kept = Fit(Cache().Fit, options);
        AssertSame(alone, trained);
        AssertSame(alone, kept);
        Assert.Equal(trained.Result.Duration, kept.Result.Duration);
        Assert.Equal(written, File.GetLastWriteTimeUtc(Entries().Single()));
        Assert.Empty(_warnings);
    }

    [Fact]
    public void A_training_that_stops_early_is_kept_with_its_reason_and_best_epoch()
    {
        var options = new TrainingOptions { Epochs = 400, Optimiser = new Adam(0.05), EarlyStopping = new(Patience: 5) };
        TrainingResult<Network<float>> Once() => Cache().Fit(Toy.Network(), Toy.NoiseSplit(), options);
        var (trained, kept) = (Once(), Once());
        Assert.Equal(StopReason.EarlyStopping, trained.StopReason);
        Assert.Equal((trained.StopReason, trained.BestEpoch, trained.Duration), (kept.StopReason, kept.BestEpoch, kept.Duration));
        Assert.Equal(trained.History, kept.History);
        Assert.Equal(trained.Network.Parameters, kept.Network.Parameters);
        Assert.Single(Entries());
    }

    [Fact]
    public void Trainings_side_by_side_are_kept_each_for_itself()
    {
        IReadOnlyList<float[]> Run(TrainingCache cache) => Sweep.Run(6, i =>
            cache.Fit(Toy.Network(seed: (ulong)i / 2), Toy.QuadrantsSplit(), s_options).Network.Parameters.ToArray()); // two at a time are the same
        var (first, second) = (Run(Cache()), Run(Cache()));
        Assert.Equal(first, second);
        Assert.Equal(3, Entries().Length);
        Assert.Empty(_warnings);
    }

    [Fact]
    public void A_kept_training_cut_at_any_length_is_done_again_and_replaced()
    {
        var (whole, expected) = Written();
        foreach (var length in Enumerable.Range(0, 60).Concat([whole.Length / 3, whole.Length / 2, whole.Length - 33, whole.Length - 32, whole.Length - 1]))
            AssertRedone(whole[..length], expected);
    }

    [Fact]
    public void A_kept_training_with_any_byte_changed_or_added_is_done_again_and_replaced()
    {
        var (whole, expected) = Written();
        foreach (var at in Enumerable.Range(0, 60).Concat(Enumerable.Range(0, 40).Select(i => (int)((long)whole.Length * i / 40))).Append(whole.Length - 1))
        {
            byte[] damaged = [.. whole];
            damaged[at] ^= 1;
            AssertRedone(damaged, expected);
        }

        AssertRedone([.. whole, 0], expected);
    }

    [Fact]
    public void A_whole_file_of_another_version_or_another_training_is_not_taken()
    {
        var (whole, expected) = Written();
        AssertRedone(Sealed(whole, body => body[8]++), expected, "format version is 2, but must be 1");
        AssertRedone(Sealed(whole, body => body[0]++), expected, "first bytes");
        AssertRedone(Sealed(whole, body => body[12]++), expected, "another training");
    }

    [Fact]
    public void Something_else_in_a_files_place_costs_a_warning_but_no_result()
    {
        var (_, expected) = Written();
        var path = Entries().Single();
        File.Delete(path);
        Directory.CreateDirectory(path);
        AssertSame(expected, Fit(Cache().Fit));
        Assert.Contains("cannot be kept", Assert.Single(_warnings));
        Assert.Empty(Entries());
    }

    [Fact]
    public void Without_a_folder_that_can_be_written_trainings_are_done_after_one_warning()
    {
        File.WriteAllText(_folder.File("file"), "");
        var cache = new TrainingCache(_folder.File("file/below"), _warnings.Add);
        AssertSame(Fit(Trainer.Fit), Fit(cache.Fit));
        AssertSame(Fit(Trainer.Fit), Fit(cache.Fit));
        Assert.Contains(_folder.File("file"), Assert.Single(_warnings));
        Assert.EndsWith("Give a folder that can be written", _warnings[0], StringComparison.Ordinal);
    }

    [Fact]
    public void The_folder_may_be_deleted_at_any_time()
    {
        var cache = Cache();
        var expected = Fit(cache.Fit);
        Directory.Delete(cache.Folder, recursive: true);
        AssertSame(expected, Fit(cache.Fit));
        Assert.Single(Entries());
        Assert.Empty(_warnings);
    }

    [Fact]
    public void Opening_deletes_what_killed_runs_left_and_what_is_old_and_nothing_else()
    {
        Directory.CreateDirectory(Cache().Folder);
        Write("a.training.1.tmp", daysOld: 1.1);
        Write("b.training.2.tmp", daysOld: 0.9);
        Write("c.training", daysOld: 31);
        Write("d.training", daysOld: 29);
        Write("e.bin", daysOld: 100);
        Assert.Equal(["b.training.2.tmp", "d.training", "e.bin"], Directory.GetFiles(Cache().Folder).Select(Path.GetFileName).Order());

        void Write(string name, double daysOld)
        {
            var path = Path.Combine(_folder.File("trainings"), name);
            File.WriteAllText(path, "");
            File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddDays(-daysOld));
        }
    }

    [Fact]
    public void What_training_throws_comes_out_and_nothing_is_kept()
    {
        Assert.Throws<ArgumentException>(() => Fit(Cache().Fit, s_options with { Epochs = 0 }));
        Assert.Throws<ArgumentException>(() => Fit(Cache().Fit, s_options with { Optimiser = null! }));
        Assert.ThrowsAny<OperationCanceledException>(() => Cache().Fit(Toy.Network(), Toy.QuadrantsSplit(), s_options, cancellation: new(canceled: true)));
        Assert.Empty(Entries());
        Assert.Empty(_warnings);
    }

    [Fact]
    public void Checkpoints_of_another_network_are_refused() =>
        Assert.Throws<ArgumentException>(() => Cache().Fit(Toy.Network(), Toy.QuadrantsSplit(), s_options, new(Toy.Network(), [0])));

    private TrainingCache Cache() => new(_folder.File("trainings"), _warnings.Add);

    private string[] Entries() => Directory.GetFiles(_folder.File("trainings"));

    private (byte[] Bytes, Trained Expected) Written()
    {
        var expected = Fit(Cache().Fit);
        return (File.ReadAllBytes(Entries().Single()), expected);
    }

    private void AssertRedone(byte[] content, Trained expected, string why = "checksum")
    {
        var path = Entries().Single();
        File.WriteAllBytes(path, content);
        _warnings.Clear();
        AssertSame(expected, Fit(Cache().Fit));
        Assert.Contains(why, Assert.Single(_warnings));
        Assert.Contains(path, _warnings[0]);
        AssertSame(expected, Fit(Cache().Fit));
        Assert.Single(_warnings); // it was replaced
        _warnings.Clear();
    }

    private byte[] Sealed(byte[] whole, Action<byte[]> change)
    {
        var body = whole[..^SealedFile.DigestBytes];
        change(body);
        var path = _folder.File("sealed");
        using (var file = new FileStream(path, FileMode.Create, FileAccess.ReadWrite))
        {
            file.Write(body);
            SealedFile.Seal(file);
        }

        return File.ReadAllBytes(path);
    }

    private static Trained Fit(Func<Network<float>, DataSplit, TrainingOptions?, StepCheckpoints?, CancellationToken, TrainingResult<Network<float>>> fit, TrainingOptions? options = null)
    {
        var network = Toy.Network();
        var checkpoints = new StepCheckpoints(network, [0, 1, 5, 40, 1000]);
        var result = fit(network, Toy.QuadrantsSplit(), options ?? s_options, checkpoints, default);
        Assert.Same(network, result.Network);
        return new(result, checkpoints.Taken);
    }

    private static void AssertSame(Trained expected, Trained actual)
    {
        Assert.Equal(expected.Result.Network.Parameters, actual.Result.Network.Parameters);
        Assert.Equal(expected.Result.History, actual.Result.History);
        Assert.Equal((expected.Result.BestEpoch, expected.Result.StopReason), (actual.Result.BestEpoch, actual.Result.StopReason));
        Assert.Equal([0, 1, 5, 40], actual.Checkpoints.Select(checkpoint => checkpoint.Step));
        foreach (var (one, other) in expected.Checkpoints.Zip(actual.Checkpoints, (one, other) => (one.Network, other.Network))) Assert.Equal(one.Parameters, other.Parameters);
    }

    private sealed record Trained(TrainingResult<Network<float>> Result, IReadOnlyList<StepCheckpoint> Checkpoints);
}
