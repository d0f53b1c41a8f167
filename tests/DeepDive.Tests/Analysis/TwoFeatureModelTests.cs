using DeepDive.Analysis;

namespace DeepDive.Tests.Analysis;

public class TwoFeatureModelTests
{
    // Two decimals, and gradient descent of 10⁴ steps, which at s₁ = 6 has not quite ended (9.08, 1.18).
    private const double TableTolerance = 0.01;

    [Theory]
    [InlineData(2, 6.12, 1.64)]
    [InlineData(6, 9.08, 1.18)]
    public void Weight_decay_gives_the_published_table(double strong, double first, double second)
    {
        var (z1, z2) = new TwoFeatureModel(strong).WeightDecay();
        Assert.Equal(first, z1, TableTolerance);
        Assert.Equal(second, z2, TableTolerance);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(6)]
    public void Spectral_decoupling_gives_the_published_table_whatever_the_strong_feature(double strong)
    {
        var responses = new TwoFeatureModel(strong).SpectralDecoupling();
        Assert.Equal(6.37, responses.Strong, 0.005);
        Assert.Equal(1.71, responses.Weak, 0.005);
        Assert.Equal(new TwoFeatureModel(1, 9).SpectralDecoupling(), responses);
    }

    [Fact]
    public void A_stronger_feature_starves_the_weak_one_with_weight_decay()
    {
        var responses = Enumerable.Range(2, 5).Select(strong => new TwoFeatureModel(strong).WeightDecay()).ToArray();
        Assert.Equal(responses.OrderBy(z => z.Strong), responses);
        Assert.Equal(responses.OrderByDescending(z => z.Weak), responses);
    }

    [Theory]
    [InlineData(2, 2, 0.5, false)]
    [InlineData(6, 2, 0.5, false)]
    [InlineData(3, 1, 0.2, false)]
    [InlineData(4, 2, 0.5, true)]
    [InlineData(2, 3, 0.7, true)]
    public void Gradient_descent_on_the_weights_ends_at_the_fixed_point(double strong, double weak, double mixing, bool decoupled)
    {
        var model = new TwoFeatureModel(strong, weak, mixing);
        var (z1, z2) = decoupled ? model.SpectralDecoupling(0.05) : model.WeightDecay(0.05);
        var cosine = Math.Sqrt(1 - mixing * mixing);
        double[,] features = { { cosine * strong, -mixing * weak }, { mixing * strong, cosine * weak } };
        double[] theta = [0, 0];
        for (var step = 0; step < 100_000; step++)
        {
            double[] gradient = [decoupled ? 0 : 0.05 * theta[0], decoupled ? 0 : 0.05 * theta[1]];
            for (var i = 0; i < 2; i++)
            {
                var margin = features[i, 0] * theta[0] + features[i, 1] * theta[1];
                var slope = (decoupled ? 0.05 * margin : 0) - 1 / (1 + Math.Exp(margin));
                for (var j = 0; j < 2; j++) gradient[j] += slope * features[i, j];
            }

            for (var j = 0; j < 2; j++) theta[j] -= 0.05 * gradient[j];
        }

        Assert.Equal(strong * theta[0], z1, 1e-12);
        Assert.Equal(weak * theta[1], z2, 1e-12);
    }

    [Theory]
    [InlineData(1e-12, 1e6)]
    [InlineData(1e6, 1e-3)]
    public void Extreme_settings_still_solve_the_dual_equation(double lambda, double strong)
    {
        // α = σ(−U·z) and z = S²·Uᵀα/λ.
        var model = new TwoFeatureModel(strong);
        var (z1, z2) = model.WeightDecay(lambda);
        var cosine = Math.Sqrt(0.75);
        var (first, second) = (1 / (1 + Math.Exp(cosine * z1 - z2 / 2)), 1 / (1 + Math.Exp(z1 / 2 + cosine * z2)));
        Assert.Equal(1, strong * strong * (cosine * first + second / 2) / (lambda * z1), 1e-6);
        Assert.Equal(1, 4 * (cosine * second - first / 2) / (lambda * z2), 1e-6);
    }

    [Theory]
    [InlineData(0, 2, 0.5, 0.01)]
    [InlineData(2, double.PositiveInfinity, 0.5, 0.01)]
    [InlineData(2, 2, 1, 0.01)]
    [InlineData(2, 2, double.NaN, 0.01)]
    [InlineData(2, 2, 0.5, 0)]
    public void Settings_that_make_no_sense_are_refused(double strong, double weak, double mixing, double lambda)
    {
        var model = new TwoFeatureModel(strong, weak, mixing);
        Assert.Throws<ArgumentException>(() => model.WeightDecay(lambda));
        Assert.Throws<ArgumentException>(() => model.SpectralDecoupling(lambda));
    }
}
