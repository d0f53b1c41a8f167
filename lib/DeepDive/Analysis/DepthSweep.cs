using DeepDive.Data;
using DeepDive.Models;
using DeepDive.Numerics;
using DeepDive.Training;

namespace DeepDive.Analysis;

/// <summary>Networks that differ in depth and seed alone, trained side by side, and what is measured on each.</summary>
/// <remarks>The same options give the same bits, whatever <see cref="Workers.Count"/> is.</remarks>
public sealed class DepthSweep
{
    private readonly IReadOnlyList<DepthRun> _runs;

    private DepthSweep(DepthSweepOptions options, IReadOnlyList<DepthRun> runs)
    {
        (Options, _runs) = (options, runs);
    }

    /// <summary>What was trained.</summary>
    public DepthSweepOptions Options { get; }

    /// <summary>Numbers of hidden layers, in the order asked for.</summary>
    public IReadOnlyList<int> Depths => Options.Depths;

    /// <summary>The networks of one depth, by seed.</summary>
    public IReadOnlyList<DepthRun> this[int depth] => [.. _runs.Where(run => run.Depth == depth)];

    /// <summary>Trains a network for each depth and seed.</summary>
    /// <param name="options">Depths, seeds and training.</param>
    /// <param name="data">The data for a seed; called once for each.</param>
    /// <param name="cancellation">Stops the sweep.</param>
    /// <exception cref="ArgumentException">No depth or no seed is asked for, or a depth is not positive.</exception>
    public static DepthSweep Train(DepthSweepOptions options, Func<ulong, DataSplit> data, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(data);
        ThrowIfEmpty(options);
        var seeds = Enumerable.Range(0, options.Seeds).Select(i => options.FirstSeed + (ulong)i).ToArray();
        var splits = seeds.ToDictionary(seed => seed, data);
        // Deepest first: the long jobs start early, so that no thread waits for one at the end.
        var jobs = options.Depths.OrderDescending().SelectMany(depth => seeds.Select(seed => (depth, seed))).ToArray();
        var runs = Sweep.Run(jobs.Length, i => Train(options, jobs[i].depth, jobs[i].seed, splits[jobs[i].seed]), cancellation: cancellation);
        return new DepthSweep(options, runs);
    }

    /// <summary>Measures every network, side by side: for each depth, the results by seed.</summary>
    public IReadOnlyDictionary<int, TResult[]> Measure<TResult>(Func<DepthRun, TResult> measure)
    {
        ArgumentNullException.ThrowIfNull(measure);
        var results = Sweep.Run(_runs.Count, i => measure(_runs[i]), "networks measured");
        return Depths.Distinct().ToDictionary(depth => depth, depth => _runs.Zip(results).Where(pair => pair.First.Depth == depth).Select(pair => pair.Second).ToArray());
    }

    private static DepthRun Train(DepthSweepOptions options, int depth, ulong seed, DataSplit data)
    {
        var weights = new RandomStream(seed).Split("weights");
        var untrained = Mlp.Create<float>(data.Train.Inputs.Columns, depth, options.Width, data.Train.ClassCount, options.Activation, weights);
        var training = Trainer.Fit(untrained.Clone(), data, options.Training with { Seed = seed });
        return new DepthRun(depth, seed, data, untrained, training);
    }

    private static void ThrowIfEmpty(DepthSweepOptions options)
    {
        if (options.Depths.Count == 0 || options.Depths.Min() < 1)
            throw new ArgumentException($"depths must be one or more numbers ≥ 1, but were [{string.Join(", ", options.Depths)}]; an MLP needs a hidden layer", nameof(options));
        if (options.Seeds < 1)
            throw new ArgumentException($"seeds must be ≥ 1, but was {options.Seeds}", nameof(options));
    }
}
