using DeepDive.Analysis;
using DeepDive.Numerics;
using static DeepDive.Tests.Analysis.RandomMatrices;

namespace DeepDive.Tests.Analysis;

public class LayerRanksTests
{
    [Fact]
    public void Linear_effective_weights_and_mean_Jacobians_agree_with_NumPy()
    {
        var golden = AnalysisGolden.Values.Effective;
        var weights = AnalysisGolden.ToMatrices(golden.Weights);
        AssertClose(golden.Linear, EffectiveWeights.Linear(weights), 1e-12);
        AssertClose(golden.Jacobians, EffectiveWeights.MeanJacobians(weights, AnalysisGolden.ToMatrices(golden.Derivatives)), 1e-12);
    }

    [Fact]
    public void Mean_Jacobians_of_an_identity_network_are_its_linear_effective_weights()
    {
        var random = new RandomStream(1);
        Matrix<double>[] weights = [Normal(random, 6, 3), Normal(random, 5, 6)];
        Matrix<double>[] ones = [Map(new Matrix<double>(3000, 6), _ => 1), Map(new Matrix<double>(3000, 5), _ => 1)];
        var expected = EffectiveWeights.Linear(weights);
        foreach (var derivatives in new[] { ones, ones[..1] })
        {
            var actual = EffectiveWeights.MeanJacobians(weights, derivatives);
            for (var l = 0; l < 2; l++) RankTests.AssertClose(expected[l].AsSpan().ToArray(), actual[l].AsSpan().ToArray(), 1e-12);
        }
    }

    [Fact]
    public void Weights_and_derivatives_that_do_not_fit_are_refused()
    {
        Matrix<float>[] weights = [new(4, 2), new(3, 4)];
        Assert.Throws<ArgumentException>(() => EffectiveWeights.Linear<float>([]));
        Assert.Throws<ArgumentException>(() => EffectiveWeights.Linear<float>([weights[1], weights[0]]));
        Assert.Throws<ArgumentException>(() => EffectiveWeights.MeanJacobians(weights, []));
        Assert.Throws<ArgumentException>(() => EffectiveWeights.MeanJacobians(weights, [new(7, 3)]));
        Assert.Throws<ArgumentException>(() => EffectiveWeights.MeanJacobians(weights, [new(7, 4), new(6, 3)]));
    }

    [Fact]
    public void Layer_ranks_are_the_ranks_of_each_layers_spectrum()
    {
        var random = new RandomStream(2);
        Matrix<double>[] layers = [Normal(random, 20, 6), Product(Normal(random, 20, 2), Normal(random, 2, 6))];
        var representations = LayerRanks.OfRepresentations(layers);
        var weights = LayerRanks.OfWeights(layers);
        for (var l = 0; l < layers.Length; l++)
        {
            double[] lambda = Spectrum.OfCovariance(layers[l]), sigma = Spectrum.OfMatrix(layers[l]);
            double[] squares = [.. sigma.Select(value => value * value)];
            Assert.Equal(lambda, representations[l].Spectrum);
            Assert.Equal(
                [Rank.Soft(lambda), Rank.Numerical(lambda), lambda.Sum() / lambda[0], Rank.Participation(lambda)],
                Values(representations[l]),
                (a, b) => Math.Abs(a - b) < 1e-10);
            Assert.Equal(
                [Rank.Soft(sigma), Rank.Numerical(squares), squares.Sum() / squares[0], Rank.Participation(squares)],
                Values(weights[l]),
                (a, b) => Math.Abs(a - b) < 1e-10);
        }

        Assert.Equal(2, representations[1].Numerical);
    }

    [Fact]
    public void Dead_layers_have_rank_0()
    {
        Matrix<float>[] dead = [new(10, 4)];
        Assert.Equal([0, 0, 0, 0], Values(LayerRanks.OfRepresentations(dead)[0]));
        Assert.Equal([0, 0, 0, 0], Values(LayerRanks.OfWeights(dead)[0]));
    }

    private static double[] Values(LayerRank rank) => [rank.Soft, rank.Numerical, rank.Stable, rank.Participation];

    private static void AssertClose(double[][][] expected, IReadOnlyList<Matrix<double>> actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Count);
        for (var l = 0; l < expected.Length; l++)
        {
            for (var i = 0; i < expected[l].Length; i++)
                Assert.Equal(expected[l][i], actual[l].Row(i).ToArray(), (a, b) => Math.Abs(a - b) <= tolerance);
        }
    }
}
