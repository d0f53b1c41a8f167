using DeepDive.Analysis;
using DeepDive.Models;
using DeepDive.Numerics;
using DeepDive.Tests.Models;
using DeepDive.Tests.Training;
using DeepDive.Training;

namespace DeepDive.Tests.Analysis;

[Collection("Workers")]
public class LazyDynamicsTests
{
    private const double Rate = 0.05;
    private const int Inputs = 3, Outputs = 3;

    public static TheoryData<Activation> Activations => [.. Enum.GetValues<Activation>()];

    [Theory]
    [MemberData(nameof(Activations))]
    public void It_agrees_with_gradient_descent_on_the_linearised_network_step_for_step(Activation activation)
    {
        var (network, x, other, targets) = Small(activation);
        var (lazy, piped) = (LazyDynamics.Of(network, x, targets), new PipedNetwork<double>(network, boundary: 0));
        Assert.True(lazy.LargestStableRate > Rate);
        for (var step = 0; step <= 100; step++)
        {
            Agree(piped.Forward(x), lazy.Outputs(step, Rate), 1e-10);
            Agree(piped.Forward(other), lazy.Outputs(other, step, Rate), 1e-10);
            Descend(piped, x, targets);
        }
    }

    [Fact]
    public void It_agrees_with_the_trainer_s_squared_loss_and_gradient_descent()
    {
        var (network, split) = (Toy.Network(activation: Activation.Tanh), Toy.QuadrantsSplit());
        var (piped, lazy) = (new PipedNetwork<float>(network, boundary: 0), LazyDynamics.Of(network, split.Train.Inputs, split.Train.Labels));
        var options = new TrainingOptions { Loss = Loss.Squared, Optimiser = new Sgd(0.1), Epochs = 200, EarlyStopping = null, KeepBest = false };
        Trainer.Fit(piped, split, options);
        Agree(piped.Forward(split.Train.Inputs).To<double>(), lazy.Outputs(200, 0.1), 1e-5);
        Agree(piped.Forward(split.Test.Inputs).To<double>(), lazy.Outputs(split.Test.Inputs, 200, 0.1), 1e-5);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void It_agrees_with_NumPy_on_PyTorch_s_kernel(int number)
    {
        var (golden, (network, x)) = (LazyGolden.Read().Lazy[number], NtkGolden.Read()[number].Network());
        var train = x.RowRange(0, golden.Labels.Length);
        var lazy = LazyDynamics.Of(network, train, golden.Labels);
        for (var s = 0; s < golden.Steps.Length; s++)
        {
            Agree(Matrix<double>.FromRows(golden.Outputs[s]), lazy.Outputs(x, golden.Steps[s], golden.Rate), 1e-11);
            Agree(Matrix<double>.FromRows(golden.Outputs[s]).RowRange(0, train.Rows), lazy.Outputs(golden.Steps[s], golden.Rate), 1e-11);
        }

        Agree(Matrix<double>.FromRows(golden.Limit), lazy.Limit(x), 1e-8); // the smallest eigenvalue counted is 1e-6 of the largest
    }

    [Fact]
    public void In_the_end_the_training_rows_have_their_targets_and_others_what_training_long_enough_gives()
    {
        var (network, x, other, targets) = Small(Activation.Tanh);
        var lazy = LazyDynamics.Of(network, x, targets);
        Agree(targets, lazy.Limit(), 1e-12);
        Agree(lazy.Outputs(long.MaxValue, Rate), lazy.Limit(), 1e-12);
        Agree(lazy.Outputs(other, 1L << 40, Rate), lazy.Limit(other), 1e-9);
    }

    [Fact]
    public void In_the_end_other_rows_have_what_kernel_regression_without_a_ridge_gives()
    {
        var (network, x, other, targets) = Small(Activation.ReLU);
        var (kernel, between) = (Ntk.Full(network, x), Ntk.Kernel(network, other, x, NtkOutput.All));
        var (start, residuals, expected) = (network.Forward(x), new Matrix<double>(kernel.Rows, 1), network.Forward(other));
        for (var e = 0; e < kernel.Rows; e++) residuals[e, 0] = targets.AsSpan()[e] - start.AsSpan()[e];
        var change = KernelRidge.Fit(kernel, residuals, ridge: 0).Predict(between);
        for (var e = 0; e < between.Rows; e++) expected.AsSpan()[e] += change[e, 0];
        Agree(expected, LazyDynamics.Of(network, x, targets).Limit(other), 1e-9);
    }

    [Fact]
    public void Rows_that_are_twice_there_end_at_the_mean_of_their_targets()
    {
        var (network, x, _, _) = Small(Activation.Tanh);
        var lazy = LazyDynamics.Of(network, x.TakeRows([0, 1, 0]), [0, 1, 2]);
        Agree(Matrix<double>.FromRows([0.5, 0, 0.5], [0, 1, 0], [0.5, 0, 0.5]), lazy.Limit(), 1e-11);
        Agree(lazy.Limit(), lazy.Outputs(long.MaxValue, Rate), 1e-11);
    }

    [Fact]
    public void Above_the_largest_stable_rate_training_diverges_and_below_it_converges()
    {
        var (network, x, _, targets) = Small(Activation.Tanh);
        var lazy = LazyDynamics.Of(network, x, targets);
        Assert.True(lazy.Eigenvalues.Zip(lazy.Eigenvalues.Skip(1)).All(pair => pair.First >= pair.Second));
        Agree(targets, lazy.Outputs(1L << 40, 0.999 * lazy.LargestStableRate), 1e-9);
        Assert.True(Math.Abs(lazy.Outputs(100_000, 1.001 * lazy.LargestStableRate)[0, 0]) > 1e20);
    }

    [Fact]
    public void The_number_of_workers_does_not_change_a_bit()
    {
        var (network, data) = (Toy.Network(), Toy.Quadrants(70, 1));
        Matrix<double> Predict(int workers)
        {
            Workers.Count = workers;
            return LazyDynamics.Of(network, data.Inputs, data.Labels).Outputs(Toy.Quadrants(20, 2).Inputs, 1000, Rate);
        }

        var before = Workers.Count;
        try
        {
            Assert.Equal(Predict(1).AsSpan(), Predict(3).AsSpan());
        }
        finally
        {
            Workers.Count = before;
        }
    }

    [Fact]
    public void Arguments_that_make_no_sense_are_refused()
    {
        var (network, x, _, targets) = Small(Activation.Tanh);
        Assert.Throws<ArgumentException>(() => LazyDynamics.Of(network, x, targets.ColumnRange(0, 2)));
        Assert.Throws<ArgumentException>(() => LazyDynamics.Of(network, x.ColumnRange(0, 2), targets));
        Assert.Contains("labels must lie in 0…2", Assert.Throws<ArgumentException>(() => LazyDynamics.Of(network, x, [0, 1, 2, 3, 0])).Message, StringComparison.Ordinal);
        var lazy = LazyDynamics.Of(network, x, targets);
        Assert.Throws<ArgumentOutOfRangeException>(() => lazy.Outputs(-1, Rate));
        Assert.Throws<ArgumentOutOfRangeException>(() => lazy.Outputs(1, 0));
        Assert.Throws<ArgumentException>(() => lazy.Outputs(x.ColumnRange(0, 2), 1, Rate));
    }

    private static (Network<double> Network, Matrix<double> X, Matrix<double> Other, Matrix<double> Targets) Small(Activation activation) => (
        Mlp.Create<double>(Inputs, depth: 2, width: 12, Outputs, activation, new RandomStream(1)),
        TestData.Normal<double>(5, Inputs, seed: 2),
        TestData.Normal<double>(4, Inputs, seed: 3),
        TestData.Normal<double>(5, Outputs, seed: 4));

    private static void Descend(PipedNetwork<double> piped, Matrix<double> x, Matrix<double> targets)
    {
        var delta = piped.Forward(x);
        for (var e = 0; e < delta.AsSpan().Length; e++) delta.AsSpan()[e] = (delta.AsSpan()[e] - targets.AsSpan()[e]) / x.Rows;
        var gradient = piped.Gradient(x, delta);
        for (var p = 0; p < gradient.Values.Length; p++) piped.Parameters[p] -= Rate * gradient.Values[p];
    }

    private static void Agree(Matrix<double> expected, Matrix<double> actual, double tolerance)
    {
        Assert.Equal((expected.Rows, expected.Columns), (actual.Rows, actual.Columns));
        for (var i = 0; i < expected.Rows; i++)
        {
            for (var j = 0; j < expected.Columns; j++) Assert.Equal(expected[i, j], actual[i, j], tolerance * Math.Max(1, Math.Abs(expected[i, j])));
        }
    }
}
