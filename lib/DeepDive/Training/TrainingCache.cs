using DeepDive.Data;
using DeepDive.Models;

namespace DeepDive.Training;

/// <summary>
/// Keeps finished trainings in files, so that a run that was interrupted, even killed, does them no second time: use <see cref="Fit"/>
/// in place of <see cref="Trainer.Fit(Network{float}, DataSplit, TrainingOptions?, IProgress{EpochReport}?, CancellationToken)"/>.
/// </summary>
/// <remarks>
/// A training is found again by first weights, options, data, checkpoints, builds of library and runtime, and the processor's kind
/// of vectors. Whatever goes wrong with a file, the training is done. May be used by several threads and processes at once.
/// </remarks>
public sealed class TrainingCache
{
    private const string Ending = ".training";
    private const string UnfinishedEnding = ".tmp";

    private static readonly TimeSpan s_longestWrite = TimeSpan.FromDays(1);
    private static readonly TimeSpan s_longestKept = TimeSpan.FromDays(30);

    private readonly Action<string> _warn;
    private readonly string _remedy;
    private int _hasWarnedOfFolder;

    /// <summary>Opens a cache, and deletes what is older than 30 days and what killed runs left half-written.</summary>
    /// <param name="folder">Where files lie; made if it is not there. <c>trainings</c> in <see cref="DataFolder.Cache"/> if null.</param>
    /// <param name="warn">Told of a damaged file, and once of a folder that cannot be used; standard error if null.</param>
    public TrainingCache(string? folder = null, Action<string>? warn = null)
    {
        Folder = folder is null ? Path.Combine(DataFolder.Cache, "trainings") : Path.GetFullPath(folder);
        _remedy = folder is null ? $"Set {DataFolder.Variable} to a folder that can be written" : "Give a folder that can be written";
        _warn = warn ?? (text => Console.Error.WriteLine(text));
        UseFolder(() =>
        {
            Directory.CreateDirectory(Folder);
            DeleteOlder(UnfinishedEnding, s_longestWrite);
            DeleteOlder(Ending, s_longestKept);
        });
    }

    /// <summary>Where the files lie; it may be deleted at any time.</summary>
    public string Folder { get; }

    /// <summary>Trains a network in place, or gives it the weights that the same training left before.</summary>
    /// <remarks>
    /// The same bits either way, in the network, the history and the checkpoints; the duration is that of the training when it was
    /// done. A training that is cancelled or fails is not kept.
    /// </remarks>
    /// <param name="network">As for <see cref="Trainer"/>, with its first weights.</param>
    /// <param name="split">Rows to fit on, to choose on and to score on.</param>
    /// <param name="options">How to train; the defaults if null.</param>
    /// <param name="checkpoints">Copies of this network to take on the way, or null for none; a kept training has its own at the same steps.</param>
    /// <param name="cancellation">Stops training before the next step.</param>
    /// <exception cref="ArgumentException">An option is out of range, network, data and options do not fit each other, or the checkpoints are of another network.</exception>
    /// <exception cref="OperationCanceledException">Training was cancelled.</exception>
    public TrainingResult<Network<float>> Fit(
        Network<float> network,
        DataSplit split,
        TrainingOptions? options = null,
        StepCheckpoints? checkpoints = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(split);
        options ??= new TrainingOptions();
        if (checkpoints?.AreOf(network) == false)
            throw new ArgumentException("checkpoints must be of the network that is trained, but are of another; create them with this network", nameof(checkpoints));
        var key = TrainingKey.Of(network, split, options, checkpoints);
        var path = Path.Combine(Folder, Convert.ToHexStringLower(key) + Ending);
        if (ReadOrNull(path, key, network) is { } kept) return Restore(kept, network, options, checkpoints);
        var takenBefore = checkpoints?.Taken.Count ?? 0;
        var result = Trainer.Fit(network, split, options, checkpoints, cancellation);
        Keep(path, key, new(result, [.. checkpoints?.Taken.Skip(takenBefore) ?? []]));
        return result;
    }

    private static TrainingResult<Network<float>> Restore(TrainingEntry kept, Network<float> network, TrainingOptions options, StepCheckpoints? checkpoints)
    {
        kept.Result.Network.Parameters.CopyTo(network.Parameters);
        checkpoints?.Restore(kept.Checkpoints);
        JobProgress.Report(kept.Result.History[^1], options.Epochs, isLast: true);
        return kept.Result with { Network = network };
    }

    private TrainingEntry? ReadOrNull(string path, byte[] key, Network<float> network)
    {
        try
        {
            return File.Exists(path) ? TrainingEntry.Read(path, key, network) : null;
        }
        catch (Exception error) when (error is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            _warn($"warning: the kept training '{path}' is damaged or cannot be read ({error.Message}); it is done again and replaced");
            return null;
        }
    }

    // Under another name until it is whole and on the disk: nobody ever finds half of it, and of two writers the last one wins.
    private void Keep(string path, byte[] key, TrainingEntry entry) => UseFolder(() =>
    {
        var unfinished = $"{path}.{Guid.NewGuid():N}{UnfinishedEnding}";
        Directory.CreateDirectory(Folder); // it may have been deleted meanwhile
        try
        {
            entry.Write(unfinished, key);
            File.Move(unfinished, path, overwrite: true);
        }
        catch
        {
            File.Delete(unfinished);
            throw;
        }
    });

    private void DeleteOlder(string ending, TimeSpan age)
    {
        foreach (var file in Directory.EnumerateFiles(Folder, $"*{Ending}*").Where(file => file.EndsWith(ending, StringComparison.Ordinal)))
        {
            if (DateTime.UtcNow - File.GetLastWriteTimeUtc(file) > age) File.Delete(file);
        }
    }

    // A cache that cannot be used costs time, but never a result.
    private void UseFolder(Action use)
    {
        try
        {
            use();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            if (Interlocked.Exchange(ref _hasWarnedOfFolder, 1) == 0)
                _warn($"warning: trainings cannot be kept in '{Folder}' ({error.Message}); the run goes on, but starts from the beginning if it is interrupted. {_remedy}");
        }
    }
}
