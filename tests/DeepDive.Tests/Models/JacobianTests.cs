using DeepDive.Models;
using DeepDive.Numerics;

namespace DeepDive.Tests.Models;

public class JacobianTests
{
    public static TheoryData<Activation> Activations => [.. Enum.GetValues<Activation>()];

    [Theory]
    [MemberData(nameof(Activations))]
    public void Products_are_those_with_the_explicit_Jacobian(Activation activation)
    {
        var (network, x) = Small(activation);
        var jacobian = Jacobians.Explicit(network, x);
        var (u, v) = (Jacobians.Normal(network, 3), TestData.Normal<double>(x.Rows, 3, seed: 4));
        var (forward, backward) = (Jacobian.Times(network, x, u), Jacobian.TransposedTimes(network, x, v));
        for (var row = 0; row < jacobian.Rows; row++) Assert.Equal(Dot(jacobian.Row(row), u.Values), forward.AsSpan()[row], 1e-11);
        for (var p = 0; p < jacobian.Columns; p++) Assert.Equal(Dot(jacobian.Column(p), v.AsSpan()), backward.Values[p], 1e-11);
    }

    [Theory]
    [MemberData(nameof(Activations))]
    public void Forward_mode_is_the_slope_of_central_differences(Activation activation)
    {
        const double Step = 1e-5;
        var (network, x) = Small(activation);
        var direction = Jacobians.Normal(network, 5);
        var rate = Jacobian.Times(network, x, direction);
        var (above, below) = (Moved(network, direction, Step).Forward(x), Moved(network, direction, -Step).Forward(x));
        for (var i = 0; i < rate.AsSpan().Length; i++)
            Assert.Equal((above.AsSpan()[i] - below.AsSpan()[i]) / (2 * Step), rate.AsSpan()[i], 1e-7 * Math.Max(1, Math.Abs(rate.AsSpan()[i])));
    }

    [Fact]
    public void More_rows_than_a_block_make_no_difference()
    {
        var network = Mlp.Create<double>(2, depth: 2, width: 7, outputs: 2, Activation.Tanh, new RandomStream(1));
        var x = TestData.Normal<double>(2500, 2, seed: 2);
        var direction = Jacobians.Normal(network, 3);
        var rate = Jacobian.Times(network, x, direction);
        foreach (var row in new[] { 0, 119, 120, 1023, 1024, 2499 })
            Assert.Equal(Jacobian.Times(network, x.RowRange(row, 1), direction)[0, 1], rate[row, 1], 1e-13);
        var weights = TestData.Normal<double>(2500, 2, seed: 4);
        var whole = Jacobian.TransposedTimes(network, x, weights);

        // ⟨v, J·u⟩ = ⟨Jᵀ·v, u⟩.
        Assert.Equal(Dot(weights.AsSpan(), rate.AsSpan()), Dot(whole.Values, direction.Values), 1e-9);
    }

    [Fact]
    public void What_does_not_fit_the_network_is_refused()
    {
        var (network, x) = Small(Activation.ReLU);
        var other = Mlp.Create<double>(3, depth: 1, width: 4, outputs: 3, Activation.ReLU, new RandomStream(1));
        Assert.Contains("use CreateGradient", Assert.Throws<ArgumentException>(() => Jacobian.Times(network, x, other.CreateGradient())).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Jacobian.Times(network, x.ColumnRange(0, 2), network.CreateGradient()));
        Assert.Throws<ArgumentException>(() => Jacobian.TransposedTimes(network, x, new Matrix<double>(x.Rows, 2)));
        Assert.Equal(0, Jacobian.Times(network, new Matrix<double>(0, 3), network.CreateGradient()).Rows);
    }

    private static (Network<double> Network, Matrix<double> Inputs) Small(Activation activation) =>
        (Mlp.Create<double>(3, depth: 3, width: 6, outputs: 3, activation, new RandomStream(1)), TestData.Normal<double>(9, 3, seed: 2));

    private static Network<double> Moved(Network<double> network, ParameterVector<double> direction, double step)
    {
        var moved = network.Clone();
        for (var p = 0; p < moved.Parameters.Length; p++) moved.Parameters[p] += step * direction.Values[p];
        return moved;
    }

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }
}
