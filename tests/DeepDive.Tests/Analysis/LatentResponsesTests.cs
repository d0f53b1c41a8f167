using DeepDive.Analysis;
using DeepDive.Models;
using DeepDive.Numerics;
using DeepDive.Tests.Models;

namespace DeepDive.Tests.Analysis;

public class LatentResponsesTests
{
    private const int Rows = 8, Inputs = 3;

    private static readonly int[] s_labels = [0, 1, 1, 0, 1, 0, 1, 1];

    [Fact]
    public void They_agree_with_the_singular_value_decomposition_of_NumPy()
    {
        var (golden, (network, x)) = (LazyGolden.Read().Latent, NtkGolden.Read()[1].Network());
        var latent = new LatentResponses<double>(network, x, golden.Labels, x.Rows);
        var z = latent.Of(network);
        for (var j = 0; j < x.Rows; j++)
        {
            Assert.Equal(golden.Values[j], latent.StrengthSquared[j], 1e-12);
            Assert.Equal(golden.Responses[j], z[j], 1e-9);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void All_features_together_give_the_margins_back(int outputs)
    {
        var (network, x) = Small(outputs);
        var latent = new LatentResponses<double>(network, x, s_labels, Rows);
        var (logits, z) = (network.Forward(x), latent.Of(network));
        for (var i = 0; i < Rows; i++)
        {
            var margin = (2 * s_labels[i] - 1) * (outputs == 1 ? logits[i, 0] : logits[i, 1] - logits[i, 0]);
            Assert.Equal(margin, Enumerable.Range(0, Rows).Sum(j => latent.Features[i, j] * z[j]), 1e-12);
        }

        for (var j = 0; j < Rows; j++) Assert.True(latent.Features.Column(j).Sum() >= 0);
    }

    [Fact]
    public void In_lazy_training_on_squared_loss_each_nears_its_target_at_the_rate_of_its_own_strength()
    {
        const double Rate = 0.05;
        var (network, x) = Small(outputs: 1);
        var (latent, targets) = (new LatentResponses<double>(network, x, s_labels, Rows), new Matrix<double>(Rows, 1));
        for (var i = 0; i < Rows; i++) targets[i, 0] = 2 * s_labels[i] - 1;
        var lazy = LazyDynamics.Of(network, x, targets);
        double[] start = latent.Of(network), target = latent.Of(targets);
        foreach (var steps in new[] { 1, 10, 100 })
        {
            var z = latent.Of(lazy.Outputs(steps, Rate));
            for (var j = 0; j < Rows; j++)
                Assert.Equal(target[j] + Math.Pow(1 - Rate * latent.StrengthSquared[j] / Rows, steps) * (start[j] - target[j]), z[j], 1e-10);
        }
    }

    [Fact]
    public void In_float32_they_are_those_of_float64()
    {
        var (network, x) = Small(outputs: 2);
        var exact = new LatentResponses<double>(network, x, s_labels, 3).Of(network);
        var actual = new LatentResponses<float>(network.To<float>(), x.To<float>(), s_labels, 3).Of(network.To<float>());
        for (var j = 0; j < 3; j++) Assert.Equal(exact[j], actual[j], 1e-4);
    }

    [Fact]
    public void Arguments_that_make_no_sense_are_refused()
    {
        var (network, x) = Small(outputs: 2);
        Assert.Contains("label 2 is 5", Assert.Throws<ArgumentException>(() => new LatentResponses<double>(network, x, [0, 1, 5, 0, 0, 0, 0, 0], 2)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new LatentResponses<double>(network, x, [0, 1], 2));
        Assert.Throws<ArgumentException>(() => new LatentResponses<double>(Small(outputs: 3).Network, x, s_labels, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LatentResponses<double>(network, x, s_labels, 0));
        Assert.Throws<ArgumentException>(() => new LatentResponses<double>(network, x, s_labels, 2).Of(x));
    }

    private static (Network<double> Network, Matrix<double> X) Small(int outputs) =>
        (Mlp.Create<double>(Inputs, depth: 2, width: 9, outputs, Activation.Tanh, new RandomStream(1)), TestData.Normal<double>(Rows, Inputs, seed: 2));
}
