using DeepDive.Models;
using DeepDive.Numerics;
using DeepDive.Training;

namespace DeepDive.Tests.Models;

public class PipedNetworkTests
{
    private const int Depth = 3, Inputs = 3, Outputs = 3, Rows = 7;

    public static TheoryData<Activation, int> Cases
    {
        get
        {
            var cases = new TheoryData<Activation, int>();
            foreach (var activation in Enum.GetValues<Activation>())
            {
                for (var boundary = 0; boundary <= Depth + 1; boundary++) cases.Add(activation, boundary);
            }

            return cases;
        }
    }

    public static TheoryData<Activation> Activations => [.. Enum.GetValues<Activation>()];

    [Theory]
    [MemberData(nameof(Cases))]
    public void At_the_initial_parameters_it_is_the_network(Activation activation, int boundary)
    {
        var (network, x) = Small(activation);
        Agree(network.Forward(x), new PipedNetwork<double>(network, boundary).Forward(x));
    }

    [Theory]
    [MemberData(nameof(Activations))]
    public void With_no_layer_or_the_last_one_linearised_it_is_the_ordinary_network(Activation activation)
    {
        var (network, x) = Small(activation);
        foreach (var boundary in new[] { Depth, Depth + 1 })
        {
            var piped = Moved(network, boundary);
            var moved = network.Clone();
            piped.Parameters.CopyTo(moved.Parameters);
            Agree(moved.Forward(x), piped.Forward(x));
            var delta = TestData.Normal<double>(Rows, Outputs, seed: 6);
            Agree(Jacobian.TransposedTimes(moved, x, delta).Values, piped.Gradient(x, delta).Values);
        }
    }

    [Theory]
    [MemberData(nameof(Activations))]
    public void With_every_layer_linearised_it_is_the_initial_network_and_its_Jacobian(Activation activation)
    {
        var (network, x) = Small(activation);
        var piped = Moved(network, boundary: 0);
        var (logits, jacobian) = (network.Forward(x), Jacobians.Explicit(network, x));
        var actual = piped.Forward(x);
        for (var row = 0; row < jacobian.Rows; row++)
        {
            var expected = logits.AsSpan()[row];
            for (var p = 0; p < jacobian.Columns; p++) expected += jacobian[row, p] * (piped.Parameters[p] - network.Parameters[p]);
            Assert.Equal(expected, actual.AsSpan()[row], 1e-12);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void It_is_the_rest_of_the_network_linearised_at_what_the_boundary_receives(Activation activation, int boundary)
    {
        if (boundary is 0 or > Depth) return; // there is no rest, or no boundary
        var (network, x) = Small(activation);
        var piped = Moved(network, boundary);
        var rest = Tail(network, boundary);
        var direction = rest.CreateGradient();
        var first = network.Layers[boundary].WeightOffset;
        for (var p = 0; p < direction.Values.Length; p++) direction.Values[p] = piped.Parameters[first + p] - network.Parameters[first + p];
        var moved = network.Clone();
        piped.Parameters.CopyTo(moved.Parameters);
        var hidden = moved.Representations(x)[boundary - 1];
        var (value, rate) = (rest.Forward(hidden), Jacobian.Times(rest, hidden, direction));
        for (var i = 0; i < value.AsSpan().Length; i++) value.AsSpan()[i] += rate.AsSpan()[i];
        Agree(value, piped.Forward(x));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_parameter_s_gradient_agrees_with_central_differences(Activation activation, int boundary)
    {
        const double Step = 1e-5;
        var (network, x) = Small(activation);
        int[] labels = [0, 1, 2, 0, 1, 2, 0];
        var piped = Moved(network, boundary);
        var delta = new Matrix<double>(Rows, Outputs);
        CrossEntropy.Measure(piped.Forward(x), labels, delta);
        var gradient = piped.Gradient(x, delta);
        for (var p = 0; p < gradient.Values.Length; p++)
        {
            var value = piped.Parameters[p];
            piped.Parameters[p] = value + Step;
            var above = CrossEntropy.Measure(piped.Forward(x), labels).Loss;
            piped.Parameters[p] = value - Step;
            var below = CrossEntropy.Measure(piped.Forward(x), labels).Loss;
            piped.Parameters[p] = value;
            var difference = (above - below) / (2 * Step);
            Assert.Equal(difference, gradient.Values[p], 1e-6 * Math.Abs(difference) + 1e-9);
        }

        foreach (var layer in network.Layers) Assert.Contains(gradient.Values.Slice(layer.WeightOffset, layer.ParameterCount).ToArray(), value => Math.Abs(value) > 1e-4);
    }

    [Fact]
    public void Predictions_and_probabilities_are_those_of_its_logits()
    {
        var (network, x) = Small(Activation.Tanh);
        var piped = Moved(network, boundary: 1);
        var (logits, probabilities) = (piped.Forward(x), piped.Probabilities(x));
        for (var i = 0; i < Rows; i++)
        {
            var weights = logits.Row(i).ToArray().Select(Math.Exp).ToArray();
            for (var c = 0; c < Outputs; c++) Assert.Equal(weights[c] / weights.Sum(), probabilities[i, c], 1e-14);
            Assert.Equal(Array.IndexOf(weights, weights.Max()), piped.Predict(x)[i]);
        }

        Assert.Empty(piped.Predict(new Matrix<double>(0, Inputs)));
    }

    [Fact]
    public void A_clone_has_parameters_of_its_own()
    {
        var (network, x) = Small(Activation.Tanh);
        var piped = Moved(network, boundary: 1);
        var clone = piped.Clone();
        Assert.Equal(piped.Forward(x).AsSpan(), clone.Forward(x).AsSpan());
        clone.Parameters[0] += 1;
        Assert.NotEqual(piped.Forward(x).AsSpan().ToArray(), clone.Forward(x).AsSpan().ToArray());
    }

    [Fact]
    public void Boundaries_and_shapes_that_do_not_fit_are_refused()
    {
        var (network, x) = Small(Activation.ReLU);
        Assert.Contains("must lie in 0…4, but was 5", Assert.Throws<ArgumentOutOfRangeException>(() => new PipedNetwork<double>(network, Depth + 2)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new PipedNetwork<double>(network, -1));
        Assert.Throws<ArgumentNullException>(() => new PipedNetwork<double>(null!, 0));
        var piped = new PipedNetwork<double>(network, 1);
        Assert.Throws<ArgumentException>(() => piped.Forward(x.ColumnRange(0, 2)));
        Assert.Throws<ArgumentException>(() => piped.Gradient(x, new Matrix<double>(Rows, 2)));
    }

    private static (Network<double> Network, Matrix<double> Inputs) Small(Activation activation) =>
        (Mlp.Create<double>(Inputs, Depth, width: 6, Outputs, activation, new RandomStream(1)), TestData.Normal<double>(Rows, Inputs, seed: 2));

    /// <summary>A model whose θ is as far from θ₀ as weights are large.</summary>
    private static PipedNetwork<double> Moved(Network<double> network, int boundary)
    {
        var (piped, random) = (new PipedNetwork<double>(network, boundary), new RandomStream(3));
        foreach (ref var parameter in piped.Parameters) parameter += 0.3 * random.NextNormal();
        return piped;
    }

    /// <summary>Layers boundary…L as a network.</summary>
    private static Network<double> Tail(Network<double> network, int boundary)
    {
        var tail = Mlp.Create<double>(network.Layers[boundary].InputCount, Math.Max(1, Depth - boundary), width: 6, Outputs, network.Layers[0].Activation, new RandomStream(1));
        if (boundary == Depth) tail = new Network<double>([DenseLayer.At(0, 6, Outputs, Activation.Identity)]);
        network.Parameters[network.Layers[boundary].WeightOffset..].CopyTo(tail.Parameters);
        return tail;
    }

    private static void Agree(Matrix<double> expected, Matrix<double> actual) => Agree(expected.AsSpan(), actual.AsSpan());

    private static void Agree(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], 1e-12 * Math.Max(1, Math.Abs(expected[i])));
    }
}
