using DeepDive.Tests.Training;

namespace DeepDive.Tests.Models;

public class LayerResetTests
{
    [Fact]
    public void A_reset_layer_has_the_other_networks_weights_and_biases_and_the_rest_its_own()
    {
        var (trained, before) = (Toy.Network(depth: 3, seed: 1), Toy.Network(depth: 3, seed: 2));
        var own = trained.Parameters.ToArray();
        var reset = trained.WithLayersOf(before, 1, 3);
        for (var layer = 0; layer <= 3; layer++)
        {
            var expected = layer is 1 or 3 ? before : trained;
            Assert.Equal(expected.Weight(layer).AsSpan(), reset.Weight(layer).AsSpan());
            Assert.Equal(expected.Bias(layer), reset.Bias(layer));
        }

        Assert.Equal(own, trained.Parameters);
    }

    [Fact]
    public void Resetting_every_layer_is_the_other_network_and_none_this_one()
    {
        var (trained, before) = (Toy.Network(seed: 1), Toy.Network(seed: 2));
        Assert.Equal(before.Parameters, trained.WithLayersOf(before, Enumerable.Range(0, 3)).Parameters);
        Assert.Equal(trained.Parameters, trained.WithLayersOf(before, []).Parameters);
    }

    [Fact]
    public void Layers_that_are_not_there_are_refused()
    {
        var network = Toy.Network(depth: 2);
        Assert.Throws<ArgumentOutOfRangeException>(() => network.WithLayersOf(network, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => network.WithLayersOf(network, -1));
        Assert.Contains("a network like this one", Assert.Throws<ArgumentException>(() => network.WithLayersOf(Toy.Network(depth: 3), 0)).Message, StringComparison.Ordinal);
    }
}
