using DeepDive.Models;
using DeepDive.Numerics;

namespace DeepDive.Tests.Models;

public class MlpTests
{
    [Fact]
    public void Layers_chain_from_inputs_over_equal_widths_to_linear_outputs()
    {
        var network = Mlp.Create<float>(2, depth: 3, width: 5, outputs: 4, Activation.Tanh, new RandomStream(1));
        Assert.Equal([(2, 5), (5, 5), (5, 5), (5, 4)], network.Layers.Select(layer => (layer.InputCount, layer.OutputCount)));
        Assert.Equal([Activation.Tanh, Activation.Tanh, Activation.Tanh, Activation.Identity], network.Layers.Select(layer => layer.Activation));
        Assert.Equal((3, 2, 4), (network.Depth, network.InputCount, network.OutputCount));
    }

    [Fact]
    public void Weights_and_biases_are_views_that_fill_the_flat_parameters_without_gaps()
    {
        var network = Mlp.Create<float>(2, depth: 2, width: 3, outputs: 2, Activation.ReLU, new RandomStream(1));
        var next = 0f;
        for (var l = 0; l <= network.Depth; l++)
        {
            foreach (ref var weight in network.Weight(l).AsSpan()) weight = next++;
            foreach (ref var bias in network.Bias(l)) bias = next++;
        }

        Assert.Equal(Enumerable.Range(0, network.Parameters.Length).Select(i => (float)i), network.Parameters.ToArray());
    }

    [Theory]
    [InlineData(0, 1, 1, 1, "inputs")]
    [InlineData(1, 0, 1, 1, "depth")]
    [InlineData(1, 1, 0, 1, "width")]
    [InlineData(1, 1, 1, -1, "outputs")]
    public void A_size_below_one_is_refused_by_name(int inputs, int depth, int width, int outputs, string name)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => Mlp.Create<float>(inputs, depth, width, outputs, Activation.ReLU, new RandomStream(1)));
        Assert.Equal(name, error.ParamName);
        Assert.Contains($"{name} must be ≥ 1, but was", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_activation_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Mlp.Create<float>(1, 1, 1, 1, (Activation)99, new RandomStream(1)));

    [Fact]
    public void PyTorch_initialisation_is_uniform_within_one_over_the_root_of_fan_in()
    {
        var network = Mlp.Create<double>(100, depth: 1, width: 100, outputs: 50, Activation.ReLU, new RandomStream(3));
        var weights = network.Weight(0).AsSpan().ToArray();
        var bound = 0.1;
        Assert.All(network.Parameters.ToArray(), value => Assert.InRange(value, -bound, bound));
        Assert.InRange(weights.Average(), -0.002, 0.002); // standard error 0.0006
        Assert.InRange(weights.Average(value => value * value), 0.96 * bound * bound / 3, 1.04 * bound * bound / 3);
        Assert.True(network.Bias(0).ToArray().Max() > 0.09);
    }

    [Fact]
    public void He_initialisation_has_variance_two_over_fan_in_and_no_bias()
    {
        var network = Mlp.Create<double>(100, depth: 1, width: 100, outputs: 2, Activation.ReLU, new RandomStream(3), Initialisation.He);
        Assert.InRange(network.Weight(0).AsSpan().ToArray().Average(value => value * value), 0.019, 0.021); // standard error 0.0003
        Assert.All(network.Bias(0).ToArray(), bias => Assert.Equal(0, bias));
    }

    [Fact]
    public void A_layer_starts_from_the_same_weights_at_every_depth()
    {
        var shallow = Mlp.Create<float>(2, depth: 2, width: 6, outputs: 3, Activation.ReLU, new RandomStream(7));
        var deep = Mlp.Create<float>(2, depth: 5, width: 6, outputs: 3, Activation.ReLU, new RandomStream(7));
        Assert.Equal(shallow.Weight(0).AsSpan().ToArray(), deep.Weight(0).AsSpan().ToArray());
        Assert.Equal(shallow.Weight(1).AsSpan().ToArray(), deep.Weight(1).AsSpan().ToArray());
        Assert.Equal(shallow.Weight(2).AsSpan().ToArray(), deep.Weight(5).AsSpan().ToArray());
        Assert.NotEqual(deep.Weight(1).AsSpan().ToArray(), deep.Weight(2).AsSpan().ToArray());
    }

    [Fact]
    public void Creating_a_network_does_not_advance_its_random_stream()
    {
        var random = new RandomStream(9);
        Mlp.Create<float>(2, 1, 3, 2, Activation.ReLU, random);
        Assert.Equal(new RandomStream(9).NextBits(), random.NextBits());
    }
}
