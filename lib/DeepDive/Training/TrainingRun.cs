using System.Diagnostics;
using DeepDive.Data;
using DeepDive.Numerics;

namespace DeepDive.Training;

/// <summary>One call of <see cref="Trainer"/>: the state that lives from epoch to epoch.</summary>
internal sealed class TrainingRun
{
    private const int MostEpochsReserved = 10_000;

    private readonly Trainee _trainee;
    private readonly TrainingOptions _options;
    private readonly OptimiserState<float> _optimiser;
    private readonly EpochRunner _runner;
    private readonly EarlyStoppingRule? _earlyStopping;
    private readonly List<EpochReport> _history;
    private readonly float[] _bestWeights;
    private double _bestLoss = double.PositiveInfinity;
    private int _bestEpoch;

    /// <summary>A run with options and data that were checked.</summary>
    public TrainingRun(Trainee trainee, DataSplit split, TrainingOptions options)
    {
        (_trainee, _options) = (trainee, options);
        _optimiser = options.Optimiser.Start<float>(trainee.Parameters.Length);
        _runner = options.BatchSize is { } batchSize && batchSize < split.Train.Count
            ? new MiniBatchRunner(trainee, split, _optimiser, batchSize, options.Shuffle ? new RandomStream(options.Seed).Split("batches") : null)
            : new FullBatchRunner(trainee, split, _optimiser);
        _earlyStopping = options.EarlyStopping is { } settings ? new EarlyStoppingRule(settings) : null;
        _history = new List<EpochReport>(Math.Min(options.Epochs, MostEpochsReserved) + 1);
        _bestWeights = trainee.Parameters.ToArray();
    }

    /// <summary>Trains until there is a reason to stop; <paramref name="network"/> is the trainee, for the result.</summary>
    public TrainingResult<TNetwork> Run<TNetwork>(TNetwork network, IProgress<EpochReport>? progress, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        _runner.Observer = progress as IStepObserver;
        try
        {
            var reason = Record(_runner.Start(), progress);
            while (reason is null)
            {
                cancellation.ThrowIfCancellationRequested();
                _optimiser.RateShare = _options.Decay?.ShareIn(_history.Count) ?? 1;
                reason = Record(_runner.Next(_history.Count, cancellation), progress);
            }

            return new TrainingResult<TNetwork>(network, _history, _bestEpoch, reason.Value, clock.Elapsed);
        }
        finally
        {
            if (_options.KeepBest) _bestWeights.CopyTo(_trainee.Parameters);
        }
    }

    private StopReason? Record(in EpochReport report, IProgress<EpochReport>? progress)
    {
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
        if (_options.KeepBest) _trainee.Parameters.CopyTo(_bestWeights);
    }

    private StopReason? ReasonToStop(in EpochReport report)
    {
        if (!double.IsFinite(report.Train.Loss)) return StopReason.Diverged;
        if (report.Train.Error <= _options.StopAtTrainError) return StopReason.TrainError;
        if (_earlyStopping?.StopsAfter(report.Validation.Loss) == true) return StopReason.EarlyStopping;
        return report.Epoch >= _options.Epochs ? StopReason.Completed : null;
    }
}
