using DeepDive.Analysis;
using DeepDive.Numerics;
using static DeepDive.Tests.Analysis.RandomMatrices;

namespace DeepDive.Tests.Analysis;

public class SpectrumTests
{
    [Theory]
    [InlineData(6, 9)]
    [InlineData(9, 6)]
    [InlineData(7, 7)]
    public void Covariance_spectrum_is_the_squared_singular_values_of_the_centred_matrix_by_either_route(int rows, int columns)
    {
        var x = Normal(new RandomStream(3), rows, columns);
        var centred = x.Clone();
        for (var j = 0; j < columns; j++)
        {
            var mean = x.Column(j).Average();
            for (var i = 0; i < rows; i++) centred[i, j] -= mean;
        }

        double[] expected = [.. Spectrum.OfMatrix(centred).Select(sigma => sigma * sigma / (rows - 1))];
        RankTests.AssertClose(expected, Spectrum.OfCovariance(x), 1e-13);
    }

    [Fact]
    public void A_constant_representation_has_a_spectrum_of_zeros_and_rank_0()
    {
        var constant = Map(new Matrix<double>(30, 4), _ => 0.1);
        Assert.All(Spectrum.OfCovariance(constant), value => Assert.Equal(0, value));
        Assert.Equal(0, Rank.Soft(Spectrum.OfCovariance(constant)));
    }

    [Fact]
    public void A_singular_matrix_has_no_negative_eigenvalue_and_the_rank_of_its_factors()
    {
        var random = new RandomStream(5);
        var x = Product(Normal(random, 40, 2), Normal(random, 2, 25));
        var kernel = new Matrix<double>(40, 40);
        MatMul.NT(x, x, kernel);
        foreach (var spectrum in new[] { Spectrum.OfCovariance(x), Spectrum.OfKernel(kernel) })
        {
            Assert.All(spectrum, value => Assert.True(value >= 0));
            Assert.Equal(2, Rank.Numerical(spectrum));
            Assert.InRange(Rank.Soft(spectrum), 1, 2.001);
        }
    }

    [Fact]
    public void A_small_spread_on_a_large_mean_keeps_its_digits()
    {
        var x = Normal(new RandomStream(7), 50, 3).To<float>();
        var shifted = new Matrix<double>(50, 3);
        for (var i = 0; i < 50; i++)
        {
            for (var j = 0; j < 3; j++) shifted[i, j] = x[i, j] + (double)(1 << 20);
        }

        RankTests.AssertClose(Spectrum.OfCovariance(x), Spectrum.OfCovariance(shifted), 1e-8);
    }

    [Fact]
    public void Matrices_without_a_spectrum_are_refused()
    {
        var broken = new Matrix<float>(3, 3);
        broken[1, 2] = float.NaN;
        Assert.Throws<ArgumentException>(() => Spectrum.OfCovariance(broken));
        Assert.Throws<ArgumentException>(() => Spectrum.OfMatrix(broken));
        Assert.Throws<ArgumentException>(() => Spectrum.OfKernel(broken));
        Assert.Throws<ArgumentException>(() => Spectrum.OfCovariance(new Matrix<float>(1, 3)));
        Assert.Throws<ArgumentException>(() => Spectrum.OfMatrix(new Matrix<float>(0, 3)));
        Assert.Throws<ArgumentException>(() => Spectrum.OfKernel(new Matrix<float>(2, 3)));
        Assert.Throws<ArgumentException>(() => Spectrum.OfKernel(Matrix<double>.FromRows([1, 0], [0, -1])));
    }
}
