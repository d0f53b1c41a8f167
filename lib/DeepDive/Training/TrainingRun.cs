using System.Diagnostics;
using DeepDive.Data;
using DeepDive.Models;
using DeepDive.Numerics;

namespace DeepDive.Training;

/// <summary>One call of <see cref="Trainer.Fit"/>: the state that lives from epoch to epoch.</summary>
internal sealed class TrainingRun
{
    private const int MostEpochsReserved = 10_000;

    private readonly Network<float> _network;
    private readonly TrainingOptions _options;
    private readonly EpochRunner _runner;
    private readonly Scorer _validation;
    private readonly Scorer _test;
    private readonly EarlyStoppingRule? _earlyStopping;
    private readonly List<EpochReport> _history;
    private readonly float[] _bestWeights;
    private double _bestLoss = double.PositiveInfinity;
    private int _bestEpoch;

    /// <summary>A run with options and data that were checked.</summary>
    public TrainingRun(Network<float> network, DataSplit split, TrainingOptions options)
    {
        (_network, _options) = (network, options);
        var optimiser = options.Optimiser.Start<float>(network.Parameters.Length);
        var isFullBatch = options.BatchSize is not { } batchSize || batchSize >= split.Train.Count;
        var mostScored = Math.Max(split.Validation.Count, split.Test.Count);
        var memory = Scorer.CreateMemory(network, isFullBatch ? mostScored : Math.Max(mostScored, split.Train.Count));
        _validation = new Scorer(network, split.Validation, memory);
        _test = new Scorer(network, split.Test, memory);
        _runner = isFullBatch
            ? new FullBatchRunner(network, split.Train, optimiser)
            : new MiniBatchRunner(network, split.Train, optimiser, new Scorer(network, split.Train, memory), options.BatchSize!.Value, options.Shuffle ? new RandomStream(options.Seed).Split("batches") : null);
        _earlyStopping = options.EarlyStopping is { } settings ? new EarlyStoppingRule(settings) : null;
        _history = new List<EpochReport>(Math.Min(options.Epochs, MostEpochsReserved) + 1);
        _bestWeights = network.Parameters.ToArray();
    }

    /// <summary>Trains until there is a reason to stop.</summary>
    public TrainingResult Run(IProgress<EpochReport>? progress, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        try
        {
            var reason = Record(_runner.Start(), progress);
            while (reason is null)
            {
                cancellation.ThrowIfCancellationRequested();
                reason = Record(_runner.Next(cancellation), progress);
            }

            return new TrainingResult(_network, _history, _bestEpoch, reason.Value, clock.Elapsed);
        }
        finally
        {
            if (_options.KeepBest) _bestWeights.CopyTo(_network.Parameters);
        }
    }

    private StopReason? Record(Score train, IProgress<EpochReport>? progress)
    {
        var report = new EpochReport(_history.Count, train, _validation.Measure(), _test.Measure());
        _history.Add(report);
        KeepIfBest(report);
        var reason = ReasonToStop(report);
        progress?.Report(report);
        JobProgress.Report(report, _options.Epochs, isLast: reason is not null);
        return reason;
    }

    private void KeepIfBest(in EpochReport report)
    {
        if (!(report.Validation.Loss < _bestLoss)) return;
        (_bestLoss, _bestEpoch) = (report.Validation.Loss, report.Epoch);
        if (_options.KeepBest) _network.Parameters.CopyTo(_bestWeights);
    }

    private StopReason? ReasonToStop(in EpochReport report)
    {
        if (!double.IsFinite(report.Train.Loss)) return StopReason.Diverged;
        if (report.Train.Error <= _options.StopAtTrainError) return StopReason.TrainError;
        if (_earlyStopping?.StopsAfter(report.Validation.Loss) == true) return StopReason.EarlyStopping;
        return report.Epoch >= _options.Epochs ? StopReason.Completed : null;
    }
}
