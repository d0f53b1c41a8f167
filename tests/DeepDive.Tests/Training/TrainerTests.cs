using DeepDive.Data;
using DeepDive.Models;
using DeepDive.Numerics;
using DeepDive.Training;

namespace DeepDive.Tests.Training;

public class TrainerTests
{
    private static readonly TrainingOptions s_quick = new() { Epochs = 20, EarlyStopping = null };

    [Fact]
    public void A_learnable_set_is_learned()
    {
        var options = new TrainingOptions { Epochs = 150, Optimiser = new Adam(0.02), BatchSize = 25 };
        var result = Trainer.Fit(Toy.Network(), Toy.QuadrantsSplit(120), options);
        Assert.True(result.Best.Train.Error < 0.05, $"training error {result.Best.Train.Error}");
        Assert.True(result.Best.Test.Error < 0.1, $"test error {result.Best.Test.Error}");
        Assert.True(result.Duration > TimeSpan.Zero);
    }

    [Fact]
    public void The_history_scores_all_parts_after_every_epoch_and_before_the_first()
    {
        var (network, split) = (Toy.Network(), Toy.QuadrantsSplit());
        var untrained = network.Clone();
        var result = Trainer.Fit(network, split, s_quick with { KeepBest = false });
        Assert.Equal(StopReason.Completed, result.StopReason);
        Assert.Equal(Enumerable.Range(0, 21), result.History.Select(report => report.Epoch));
        Assert.Equal(Reported(0, untrained, split), result.History[0]);
        Assert.Equal(Reported(20, network, split), result.History[20]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(8)]
    public void The_best_weights_are_kept(int? batchSize)
    {
        var (network, split) = (Toy.Network(), Toy.NoiseSplit());
        var result = Trainer.Fit(network, split, s_quick with { Epochs = 60, Optimiser = new Adam(0.02), BatchSize = batchSize });
        var lowest = result.History.Min(report => report.Validation.Loss);
        Assert.True(lowest < result.History[^1].Validation.Loss, "the last epoch must not be the best for this test to say anything");
        Assert.Equal(lowest, result.Best.Validation.Loss);
        Assert.Same(network, result.Network);
        Assert.Equal(Reported(result.BestEpoch, network, split), result.Best);
    }

    [Fact]
    public void The_last_weights_are_kept_on_request()
    {
        var (network, split) = (Toy.Network(), Toy.NoiseSplit());
        var result = Trainer.Fit(network, split, s_quick with { Epochs = 60, Optimiser = new Adam(0.02), KeepBest = false });
        Assert.True(result.BestEpoch < 60);
        Assert.Equal(Reported(60, network, split), result.History[^1]);
    }

    [Fact]
    public void Training_stops_early_when_validation_does_not_improve()
    {
        var options = s_quick with { Epochs = 500, Optimiser = new Adam(0.02), EarlyStopping = new EarlyStopping(Patience: 10, MinImprovement: 0) };
        var result = Trainer.Fit(Toy.Network(), Toy.NoiseSplit(), options);
        Assert.Equal(StopReason.EarlyStopping, result.StopReason);
        Assert.Equal(result.BestEpoch + 10, result.History[^1].Epoch);
    }

    [Fact]
    public void Training_stops_at_the_train_error_asked_for_and_only_if_asked()
    {
        var options = s_quick with { Epochs = 400, Optimiser = new Adam(0.02) };
        var on = Trainer.Fit(Toy.Network(), Toy.QuadrantsSplit(20), options with { StopAtTrainError = 0 });
        var off = Trainer.Fit(Toy.Network(), Toy.QuadrantsSplit(20), options);
        Assert.Equal(StopReason.TrainError, on.StopReason);
        Assert.Equal(0, on.History[^1].Train.Error);
        Assert.All(on.History.SkipLast(1), report => Assert.True(report.Train.Error > 0));
        Assert.Equal((StopReason.Completed, 401), (off.StopReason, off.History.Count));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(16)]
    public void A_diverging_run_stops_and_leaves_the_best_weights(int? batchSize)
    {
        var network = Toy.Network(depth: 3, activation: Activation.Quadratic);
        var result = Trainer.Fit(network, Toy.QuadrantsSplit(), s_quick with { Epochs = 200, Optimiser = new Sgd(1e4), BatchSize = batchSize });
        Assert.Equal(StopReason.Diverged, result.StopReason);
        Assert.False(double.IsFinite(result.History[^1].Train.Loss));
        Assert.All(network.Parameters.ToArray(), value => Assert.True(float.IsFinite(value)));
        Assert.Equal(result.Best.Validation, CrossEntropy.Measure(network.Forward(Toy.QuadrantsSplit().Validation.Inputs), Toy.QuadrantsSplit().Validation.Labels));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(16)]
    public void Cancellation_throws_and_leaves_the_best_weights_so_far(int? batchSize)
    {
        var (network, split) = (Toy.Network(), Toy.NoiseSplit(40));
        var options = s_quick with { Epochs = 60, Optimiser = new Adam(0.02), BatchSize = batchSize };
        var reports = new List<EpochReport>();
        using var source = new CancellationTokenSource();
        var progress = new Recorder(report =>
        {
            reports.Add(report);
            if (report.Epoch == 40) source.Cancel();
        });
        Assert.Throws<OperationCanceledException>(() => Trainer.Fit(network, split, options, progress, source.Token));
        Assert.Equal(41, reports.Count);
        var best = reports.MinBy(report => report.Validation.Loss);
        Assert.True(best.Epoch < 40);
        Assert.Equal(Reported(best.Epoch, network, split), best);
    }

    [Fact]
    public void A_batch_of_all_rows_or_more_is_a_full_batch()
    {
        var (whole, larger) = (Toy.Network(), Toy.Network());
        Trainer.Fit(whole, Toy.QuadrantsSplit(), s_quick);
        Trainer.Fit(larger, Toy.QuadrantsSplit(), s_quick with { BatchSize = 1000 });
        Assert.Equal(whole.Parameters.ToArray(), larger.Parameters.ToArray());
    }

    [Fact]
    public void The_seed_alone_decides_the_order_of_the_batches()
    {
        float[] Train(ulong seed)
        {
            var network = Toy.Network();
            Trainer.Fit(network, Toy.QuadrantsSplit(), s_quick with { Epochs = 3, BatchSize = 7, Seed = seed, KeepBest = false });
            return network.Parameters.ToArray();
        }

        Assert.Equal(Train(1), Train(1));
        Assert.NotEqual(Train(1), Train(2));
    }

    [Fact]
    public void Empty_test_rows_are_scored_as_not_a_number_and_empty_validation_rows_need_last_weights()
    {
        var (full, empty) = (Toy.Quadrants(20, 1), Toy.Quadrants(0, 1));
        var options = s_quick with { KeepBest = false };
        Assert.True(double.IsNaN(Trainer.Fit(Toy.Network(), new DataSplit(full, full, empty), options).History[^1].Test.Loss));
        Assert.Equal(StopReason.Completed, Trainer.Fit(Toy.Network(), new DataSplit(full, empty, empty), options).StopReason);
        Assert.Throws<ArgumentException>(() => Trainer.Fit(Toy.Network(), new DataSplit(full, empty, full), s_quick));
        Assert.Throws<ArgumentException>(() => Trainer.Fit(Toy.Network(), new DataSplit(empty, full, full), s_quick));
    }

    [Fact]
    public void Networks_that_do_not_fit_the_data_are_refused()
    {
        var random = new RandomStream(1);
        var inputs = Assert.Throws<ArgumentException>(() => Trainer.Fit(Mlp.Create<float>(3, 1, 4, 2, Activation.ReLU, random), Toy.QuadrantsSplit()));
        Assert.Contains("one input a feature, but has 3", inputs.Message, StringComparison.Ordinal);
        var outputs = Assert.Throws<ArgumentException>(() => Trainer.Fit(Mlp.Create<float>(2, 1, 4, 3, Activation.ReLU, random), Toy.QuadrantsSplit()));
        Assert.Contains("one output a class, but has 3", outputs.Message, StringComparison.Ordinal);
    }

    public static TheoryData<string, TrainingOptions> BadOptions => new()
    {
        { "epochs", new() { Epochs = 0 } },
        { "batch size", new() { BatchSize = 0 } },
        { "training error", new() { StopAtTrainError = -0.1 } },
        { "training error", new() { StopAtTrainError = double.NaN } },
        { "optimiser", new() { Optimiser = null! } },
        { "learning rate", new() { Optimiser = new Sgd(0) } },
        { "learning rate", new() { Optimiser = new Adam(double.NaN) } },
        { "momentum", new() { Optimiser = new Sgd(0.1, Momentum: 1) } },
        { "weight decay", new() { Optimiser = new Sgd(0.1, WeightDecay: -1) } },
        { "beta1", new() { Optimiser = new Adam(Beta1: 1) } },
        { "beta2", new() { Optimiser = new Adam(Beta2: -0.1) } },
        { "epsilon", new() { Optimiser = new Adam(Epsilon: 0) } },
        { "patience", new() { EarlyStopping = new EarlyStopping(Patience: 0) } },
        { "least improvement", new() { EarlyStopping = new EarlyStopping(MinImprovement: -1) } },
    };

    [Theory]
    [MemberData(nameof(BadOptions), DisableDiscoveryEnumeration = true)]
    public void Options_out_of_range_are_refused_by_name(string name, TrainingOptions options)
    {
        var error = Assert.Throws<ArgumentException>(() => Trainer.Fit(Toy.Network(), Toy.QuadrantsSplit(), options));
        Assert.Contains(name, error.Message, StringComparison.Ordinal);
        Assert.Contains("but was", error.Message, StringComparison.Ordinal);
    }

    private static EpochReport Reported(int epoch, Network<float> network, DataSplit split) =>
        new(epoch, Measured(network, split.Train), Measured(network, split.Validation), Measured(network, split.Test));

    private static Score Measured(Network<float> network, DataSet data) => CrossEntropy.Measure(network.Forward(data.Inputs), data.Labels);

    private sealed class Recorder(Action<EpochReport> record) : IProgress<EpochReport>
    {
        public void Report(EpochReport value) => record(value);
    }
}
