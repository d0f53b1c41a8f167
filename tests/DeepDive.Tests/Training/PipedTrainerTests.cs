using DeepDive.Data;
using DeepDive.Models;
using DeepDive.Numerics;
using DeepDive.Training;

namespace DeepDive.Tests.Training;

[Collection("Workers")]
public sealed class PipedTrainerTests : IDisposable
{
    private static readonly TrainingOptions s_quick = new() { Epochs = 12, EarlyStopping = null, KeepBest = false };

    private readonly int _countBefore = Workers.Count;

    public static TheoryData<int, bool, int> OrdinaryCases
    {
        get
        {
            var cases = new TheoryData<int, bool, int>();
            foreach (var boundary in new[] { 2, 3 })
            {
                foreach (var isAdam in new[] { false, true })
                {
                    foreach (var batch in new[] { 60, 25 }) cases.Add(boundary, isAdam, batch);
                }
            }

            return cases;
        }
    }

    public void Dispose() => Workers.Count = _countBefore;

    [Theory]
    [MemberData(nameof(OrdinaryCases))]
    public void Where_it_is_the_ordinary_network_it_trains_as_that_does(int boundary, bool isAdam, int batchSize)
    {
        var options = s_quick with { Optimiser = isAdam ? new Adam(0.01, WeightDecay: 0.01) : new Sgd(0.05, 0.9, 0.01), BatchSize = batchSize };
        var (network, split) = (Toy.Network(activation: Activation.Tanh), Toy.QuadrantsSplit());
        var piped = new PipedNetwork<float>(network, boundary);
        var (expected, actual) = (Trainer.Fit(network, split, options), Trainer.Fit(piped, split, options));
        Assert.Same(piped, actual.Network);
        for (var e = 0; e <= 12; e++)
        {
            Assert.Equal(expected.History[e].Train.Loss, actual.History[e].Train.Loss, 1e-5);
            Assert.Equal(expected.History[e].Test.Loss, actual.History[e].Test.Loss, 1e-5);
        }

        for (var p = 0; p < network.Parameters.Length; p++) Assert.Equal(network.Parameters[p], piped.Parameters[p], 1e-3);
    }

    [Theory]
    [InlineData(Loss.CrossEntropy, 0)]
    [InlineData(Loss.CrossEntropy, 0.5)]
    [InlineData(Loss.Squared, 0)]
    [InlineData(Loss.Squared, 0.5)]
    public void Its_steps_are_those_of_gradient_descent_in_float64(Loss loss, double decoupling)
    {
        const double Rate = 0.1;
        for (var boundary = 0; boundary <= 3; boundary++)
        {
            var (start, split) = (Toy.Network(activation: Activation.Sigmoid), Toy.QuadrantsSplit(70));
            var piped = new PipedNetwork<float>(start, boundary);
            Trainer.Fit(piped, split, s_quick with { Loss = loss, SpectralDecoupling = decoupling, Optimiser = new Sgd(Rate) });
            var exact = new PipedNetwork<double>(start.To<double>(), boundary);
            for (var epoch = 0; epoch < s_quick.Epochs; epoch++) Descend(exact, split.Train, loss, decoupling, Rate);
            for (var p = 0; p < exact.Parameters.Length; p++) Assert.Equal(exact.Parameters[p], piped.Parameters[p], 1e-5);
        }
    }

    [Fact]
    public void It_learns_what_a_linear_model_of_the_inputs_cannot()
    {
        var options = new TrainingOptions { Epochs = 300, Optimiser = new Adam(0.02) };
        for (var boundary = 0; boundary <= 3; boundary++)
        {
            var result = Trainer.Fit(new PipedNetwork<float>(Toy.Network(width: 64), boundary), Toy.QuadrantsSplit(120), options);
            Assert.True(result.Best.Train.Error < 0.05, $"boundary {boundary}: training error {result.Best.Train.Error}");
        }
    }

    [Fact]
    public void The_best_weights_are_kept_early_stopping_stops_and_cancellation_cancels()
    {
        var split = Toy.NoiseSplit(40);
        var piped = new PipedNetwork<float>(Toy.Network(), 1);
        var result = Trainer.Fit(piped, split, new TrainingOptions { Epochs = 500, Optimiser = new Adam(0.02), EarlyStopping = new EarlyStopping(10, 0) });
        Assert.Equal(StopReason.EarlyStopping, result.StopReason);
        Assert.Equal(result.BestEpoch + 10, result.History[^1].Epoch);
        Assert.Equal(result.Best.Validation.Loss, CrossEntropy.Measure(piped.Forward(split.Validation.Inputs), split.Validation.Labels).Loss, 1e-6);
        Assert.Throws<OperationCanceledException>(() => Trainer.Fit(piped, split, s_quick, cancellation: new CancellationToken(canceled: true)));
        Assert.Throws<ArgumentException>(() => Trainer.Fit(piped, split, s_quick with { Epochs = 0 }));
        Assert.Throws<ArgumentException>(() => Trainer.Fit(new PipedNetwork<float>(Mlp.Create<float>(3, 1, 4, 2, Activation.ReLU, new RandomStream(1)), 0), split));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(600)]
    public void The_number_of_workers_does_not_change_a_bit_of_the_weights(int? batchSize)
    {
        float[] Train(int workers)
        {
            Workers.Count = workers;
            var piped = new PipedNetwork<float>(Toy.Network(depth: 3, width: 120), 1);
            Trainer.Fit(piped, Toy.QuadrantsSplit(1200), s_quick with { Epochs = 4, BatchSize = batchSize });
            return piped.Parameters.ToArray();
        }

        Assert.Equal(Train(1), Train(2));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(16)]
    public void An_epoch_allocates_nothing(int? batchSize)
    {
        Workers.Count = 1;
        var allocated = new List<long>(100);
        var piped = new PipedNetwork<float>(Toy.Network(activation: Activation.Tanh), 1);
        Trainer.Fit(piped, Toy.QuadrantsSplit(), new TrainingOptions { Epochs = 50, BatchSize = batchSize, EarlyStopping = null }, new Allocations(allocated));
        Assert.Equal(allocated[5], allocated[50]);
    }

    private static void Descend(PipedNetwork<double> piped, DataSet data, Loss loss, double decoupling, double rate)
    {
        var x = data.Inputs.To<double>();
        var (logits, delta) = (piped.Forward(x), new Matrix<double>(x.Rows, piped.OutputCount));
        for (var i = 0; i < x.Rows; i++)
        {
            var weights = logits.Row(i).ToArray().Select(Math.Exp).ToArray();
            for (var c = 0; c < delta.Columns; c++)
            {
                var target = data.Labels[i] == c ? 1 : 0;
                var slope = (loss == Loss.Squared ? logits[i, c] : weights[c] / weights.Sum()) - target;
                delta[i, c] = (slope + decoupling * logits[i, c]) / x.Rows;
            }
        }

        var gradient = piped.Gradient(x, delta);
        for (var p = 0; p < gradient.Values.Length; p++) piped.Parameters[p] -= rate * gradient.Values[p];
    }

    private sealed class Allocations(List<long> allocated) : IProgress<EpochReport>
    {
        public void Report(EpochReport value) => allocated.Add(GC.GetAllocatedBytesForCurrentThread());
    }
}
