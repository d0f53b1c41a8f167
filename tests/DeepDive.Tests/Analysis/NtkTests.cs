using DeepDive.Analysis;
using DeepDive.Models;
using DeepDive.Numerics;
using DeepDive.Tests.Models;

namespace DeepDive.Tests.Analysis;

public class NtkTests
{
    // max|ΔK| / mean|K|; neural-tangents' three methods agree to 8.4e-6 in float32.
    private const double DoubleTolerance = 1e-10;
    private const double FloatTolerance = 1e-5;

    private const int Rows = 9, Inputs = 3, Outputs = 3;

    public static TheoryData<Activation> Activations => [.. Enum.GetValues<Activation>()];

    [Theory]
    [MemberData(nameof(Activations))]
    public void The_full_kernel_is_that_of_the_explicit_Jacobian(Activation activation)
    {
        var (network, x) = Small(activation);
        Assert.InRange(KernelError.Of(Gram(Jacobians.Explicit(network, x)), Ntk.Full(network, x)), 0, DoubleTolerance);
    }

    [Theory]
    [MemberData(nameof(Activations))]
    public void The_full_kernel_is_that_of_finite_differences(Activation activation)
    {
        var (network, x) = Small(activation);
        Assert.InRange(KernelError.Of(Gram(Differences(network, x)), Ntk.Full(network, x)), 0, DoubleTolerance);
    }

    [Theory]
    [MemberData(nameof(Activations))]
    public void In_float32_the_kernel_agrees_with_float64_on_the_same_parameters(Activation activation)
    {
        var network = Mlp.Create<float>(2, depth: 4, width: 60, Outputs, activation, new RandomStream(3));
        var x = Square(250);
        var exact = network.To<double>();
        Assert.InRange(KernelError.Of(Ntk.Kernel(exact, x.To<double>(), 1), Ntk.Kernel(network, x, 1)), 0, FloatTolerance);
        Assert.InRange(KernelError.Of(Ntk.Trace(exact, x.To<double>()), Ntk.Trace(network, x)), 0, FloatTolerance);
        Assert.InRange(KernelError.Of(Ntk.Full(exact, x.To<double>()), Ntk.Full(network, x)), 0, FloatTolerance);
    }

    [Fact]
    public void Kernels_of_outputs_are_blocks_of_the_full_kernel_and_their_sum_is_the_trace()
    {
        var (network, x) = Small(Activation.Tanh);
        var full = Ntk.Full(network, x);
        var sum = new Matrix<double>(Rows, Rows);
        for (var o = 0; o < Outputs; o++)
        {
            var part = Ntk.Kernel(network, x, o);
            for (var i = 0; i < Rows; i++)
            {
                for (var j = 0; j < Rows; j++)
                {
                    Assert.Equal(full[i * Outputs + o, j * Outputs + o], part[i, j], 1e-12);
                    sum[i, j] += part[i, j];
                }
            }
        }

        Assert.InRange(KernelError.Of(sum, Ntk.Trace(network, x)), 0, 1e-13);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(0, 2)]
    public void The_kernel_of_log_odds_is_that_of_the_difference_of_two_outputs(int of, int against)
    {
        var (network, x) = Small(Activation.Tanh);
        var output = NtkOutput.LogOdds(of, against);
        var (full, expected) = (Ntk.Full(network, x), new Matrix<double>(Rows, Rows));
        for (var i = 0; i < Rows; i++)
        {
            for (var j = 0; j < Rows; j++)
            {
                double K(int o, int p) => full[i * Outputs + o, j * Outputs + p];
                expected[i, j] = K(of, of) - K(of, against) - K(against, of) + K(against, against);
            }
        }

        var kernel = Ntk.Kernel(network, x, output);
        Assert.InRange(KernelError.Of(expected, kernel), 0, 1e-13);
        Assert.Equal(kernel.Row(5), Ntk.Blocks(network, x, output, maxBytes: Rows * sizeof(double)).ElementAt(5).Rows.Row(0));
        var (vector, product) = (TestData.Normal<double>(Rows, 1, seed: 5), new Matrix<double>(Rows, 1));
        MatMul.NN(expected, vector, product);
        var actual = new TangentOperator<double>(network, x, output).Multiply(vector.Column(0));
        for (var i = 0; i < Rows; i++) Assert.Equal(product[i, 0], actual[i], 1e-11);
    }

    [Fact]
    public void Log_odds_of_two_outputs_have_the_hidden_layers_kernels_of_one_output_with_the_difference_of_their_weights()
    {
        var (network, x) = Small(Activation.Sigmoid);
        var single = Mlp.Create<double>(Inputs, network.Depth, width: 6, outputs: 1, Activation.Sigmoid, new RandomStream(9));
        for (var p = 0; p < network.Layers[^1].WeightOffset; p++) single.Parameters[p] = network.Parameters[p];
        for (var w = 0; w < 6; w++) single.Weight(network.Depth)[0, w] = network.Weight(network.Depth)[1, w] - network.Weight(network.Depth)[0, w];
        var (ofTwo, ofOne) = (Ntk.Layerwise(network, x, NtkOutput.LogOdds()), Ntk.Layerwise(single, x));
        for (var l = 0; l < network.Depth; l++) Assert.InRange(KernelError.Of(ofOne[l], ofTwo[l]), 0, 1e-14);
        for (var e = 0; e < Rows * Rows; e++) Assert.Equal(2 * ofOne[^1].AsSpan()[e], ofTwo[^1].AsSpan()[e], 1e-12);
    }

    [Fact]
    public void Layerwise_kernels_sum_to_the_whole_and_each_is_that_of_its_own_parameters()
    {
        var (network, x) = Small(Activation.Sigmoid);
        var jacobian = Jacobians.Explicit(network, x, output: 1);
        var layers = Ntk.Layerwise(network, x, output: 1);
        var sum = new Matrix<double>(Rows, Rows);
        Assert.Equal(network.Layers.Count, layers.Count);
        for (var l = 0; l < layers.Count; l++)
        {
            var layer = network.Layers[l];
            Assert.InRange(KernelError.Of(Gram(jacobian.ColumnRange(layer.WeightOffset, layer.ParameterCount)), layers[l]), 0, DoubleTolerance);
            for (var e = 0; e < sum.AsSpan().Length; e++) sum.AsSpan()[e] += layers[l].AsSpan()[e];
        }

        Assert.InRange(KernelError.Of(Ntk.Kernel(network, x, 1), sum), 0, 1e-14);
    }

    [Fact]
    public void Every_kernel_is_exactly_symmetric_and_positive_semi_definite_to_rounding()
    {
        var network = Mlp.Create<float>(2, depth: 3, width: 33, Outputs, Activation.ReLU, new RandomStream(3));
        var x = TestData.Normal<float>(131, 2, seed: 4);
        foreach (var kernel in new[] { Ntk.Kernel(network, x), Ntk.Trace(network, x), Ntk.Full(network, x), Ntk.Layerwise(network, x)[1] })
        {
            for (var i = 0; i < kernel.Rows; i++)
            {
                for (var j = 0; j < i; j++) Assert.Equal(kernel[i, j], kernel[j, i]);
            }

            var lambda = SymmetricEigen.Values(kernel.To<double>());
            Assert.InRange(lambda[^1], -1e-6 * lambda[0], double.PositiveInfinity);
        }
    }

    [Fact]
    public void A_kernel_between_two_sets_is_a_corner_of_the_kernel_of_both()
    {
        var (network, both) = Small(Activation.Tanh);
        var whole = Ntk.Kernel(network, both, 2);
        var corner = Ntk.Kernel(network, both.RowRange(0, 4), both.RowRange(4, 5), 2);
        Assert.InRange(KernelError.Of(whole.RowRange(0, 4).ColumnRange(4, 5), corner), 0, 1e-14);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(250)]
    public void Blocks_are_the_rows_of_the_kernel_bit_by_bit(int rowsPerBlock)
    {
        var network = Mlp.Create<float>(2, depth: 2, width: 20, Outputs, Activation.ReLU, new RandomStream(3));
        var x = TestData.Normal<float>(203, 2, seed: 4);
        var whole = Ntk.Kernel(network, x, 1);
        var next = 0;
        foreach (var (first, rows) in Ntk.Blocks(network, x, 1, maxBytes: rowsPerBlock * 203L * sizeof(float)))
        {
            Assert.Equal(next, first);
            for (var i = 0; i < rows.Rows; i++) Assert.Equal(whole.Row(first + i), rows.Row(i));
            next += rows.Rows;
        }

        Assert.Equal(203, next);
    }

    [Fact]
    public void The_number_of_workers_does_not_change_a_bit()
    {
        var network = Mlp.Create<float>(2, depth: 3, width: 50, Outputs, Activation.ReLU, new RandomStream(3));
        var x = TestData.Normal<float>(500, 2, seed: 4);
        var before = Workers.Count;
        try
        {
            Workers.Count = 1;
            var one = Ntk.Trace(network, x);
            Workers.Count = 3;
            Assert.Equal(one.AsSpan(), Ntk.Trace(network, x).AsSpan());
        }
        finally
        {
            Workers.Count = before;
        }
    }

    [Fact]
    public void Arguments_that_make_no_sense_are_refused()
    {
        var (network, x) = Small(Activation.ReLU);
        var message = Assert.Throws<ArgumentOutOfRangeException>(() => Ntk.Kernel(network, x, Outputs)).Message;
        Assert.Contains("output must lie in 0…2, the network's outputs, but was 3", message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Ntk.Layerwise(network, x, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Ntk.Kernel(network, x, NtkOutput.LogOdds(1, Outputs)));
        Assert.Throws<ArgumentException>(() => NtkOutput.LogOdds(1, 1));
        Assert.Throws<ArgumentException>(() => Ntk.Kernel(network, x.ColumnRange(0, 2)));
        Assert.Throws<ArgumentException>(() => Ntk.Kernel(network, x, x.RowRange(0, 0)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Ntk.Blocks(network, x, maxBytes: 8));
        var wide = new Matrix<double>(20_000, Inputs);
        message = Assert.Throws<ArgumentException>(() => Ntk.Full(network, wide)).Message;
        Assert.Contains("[60000, 60000] has more and would take 28.8 GB; use Blocks", message, StringComparison.Ordinal);
        message = Assert.Throws<ArgumentException>(() => Ntk.Full(network, x, maxBytes: 5000)).Message;
        Assert.Contains("1 of [27, 27] would take 0.00583 MB and there are 0.005 MB; use Blocks, TangentOperator, or fewer rows", message, StringComparison.Ordinal);
        Assert.Equal(27, Ntk.Full(network, x, maxBytes: 6000).Rows);
        Assert.Throws<ArgumentException>(() => Ntk.Trace(network, x, maxBytes: 100));
        Assert.Throws<ArgumentException>(() => Ntk.Kernel(network, x, x, maxBytes: 100));
        Assert.Throws<ArgumentException>(() => Ntk.Layerwise(network, x, maxBytes: 3 * Rows * Rows * sizeof(double)));
        Assert.Equal(4, Ntk.Layerwise(network, x, maxBytes: 4 * Rows * Rows * sizeof(double)).Count);
        var broken = x.Clone();
        broken[1, 1] = double.NaN;
        Assert.Throws<ArgumentException>(() => Ntk.Trace(network, broken));
        network.Parameters[3] = double.PositiveInfinity;
        Assert.Throws<ArgumentException>(() => Ntk.Full(network, x));
    }

    private static (Network<double> Network, Matrix<double> Inputs) Small(Activation activation) =>
        (Mlp.Create<double>(Inputs, depth: 3, width: 6, Outputs, activation, new RandomStream(1)), TestData.Normal<double>(Rows, Inputs, seed: 2));

    // Bounded as the study's points are: powers of the tails of normal inputs would make max|K| far larger than mean|K|.
    private static Matrix<float> Square(int rows)
    {
        var random = new RandomStream(4);
        var x = new Matrix<float>(rows, 2);
        foreach (ref var element in x.AsSpan()) element = (float)random.NextUniform(-1, 1);
        return x;
    }

    /// <summary>∂f/∂θ by five points: (f(−2h) − 8 f(−h) + 8 f(h) − f(2h)) / 12h errs by h⁴ and by rounding/h, here 1e-15 and 1e-12.</summary>
    private static Matrix<double> Differences(Network<double> network, Matrix<double> x)
    {
        const double Step = 2e-4;
        (double Place, double Weight)[] points = [(-2, 1), (-1, -8), (1, 8), (2, -1)];
        var jacobian = new Matrix<double>(x.Rows * Outputs, network.Parameters.Length);
        for (var p = 0; p < network.Parameters.Length; p++)
        {
            var value = network.Parameters[p];
            foreach (var (place, weight) in points)
            {
                network.Parameters[p] = value + place * Step;
                var logits = network.Forward(x);
                for (var row = 0; row < jacobian.Rows; row++) jacobian[row, p] += weight * logits.AsSpan()[row] / (12 * Step);
            }

            network.Parameters[p] = value;
        }

        return jacobian;
    }

    private static Matrix<double> Gram(Matrix<double> jacobian)
    {
        var gram = new Matrix<double>(jacobian.Rows, jacobian.Rows);
        PlainMatMul.NT(jacobian, jacobian, gram);
        return gram;
    }
}
