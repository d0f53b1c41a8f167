using DeepDive.Analysis;
using DeepDive.Numerics;
using static DeepDive.Tests.Analysis.RandomMatrices;

namespace DeepDive.Tests.Analysis;

public class PcaTests
{
    [Fact]
    public void Scores_and_variances_agree_with_scikit_learn()
    {
        var golden = UmapGolden.Read();
        var pca = Pca.Of(golden.Rows);
        for (var i = 0; i < 60; i++)
        {
            for (var j = 0; j < 2; j++) Assert.Equal(golden.Scores[i][j], Math.Abs(pca.Scores[i, j]), 1e-10);
        }

        Assert.Equal(golden.Variances[0], pca.Variances[0], 1e-10);
        Assert.Equal(golden.Variances[1], pca.Variances[1], 1e-10);
        Assert.Equal(golden.Share, pca.Share, 1e-12);
    }

    [Fact]
    public void More_features_than_rows_give_what_the_same_rows_turned_into_fewer_give()
    {
        // 30 rows of 10 features, by the covariance; padded with 90 columns of zeros, by the Gram matrix.
        var few = Normal(new RandomStream(1), 30, 10);
        var many = new Matrix<double>(30, 100);
        for (var i = 0; i < 30; i++) few.Row(i).CopyTo(many.Row(i)[50..60]);
        var (one, other) = (Pca.Of(few, 3), Pca.Of(many, 3));
        for (var i = 0; i < 90; i++) Assert.Equal(one.Scores.AsSpan()[i], other.Scores.AsSpan()[i], 1e-9);
        Assert.Equal(one.Share, other.Share, 1e-12);
        Assert.Equal(Spectrum.OfCovariance(few).Take(3), one.Variances, (a, b) => Math.Abs(a - b) < 1e-10);
    }

    [Fact]
    public void Rows_that_do_not_vary_have_scores_of_zero() =>
        Assert.All(Pca.Of(Matrix<float>.FromRows([1, 2], [1, 2], [1, 2])).Scores.AsSpan().ToArray(), score => Assert.Equal(0, score));

    [Fact]
    public void Bad_input_is_refused()
    {
        Assert.Contains("must lie in 1…2 for [3, 2], but was 3", Assert.Throws<ArgumentOutOfRangeException>(() => Pca.Of(new Matrix<float>(3, 2), 3)).Message, StringComparison.Ordinal);
        Assert.Contains("≥ 2 rows", Assert.Throws<ArgumentException>(() => Pca.Of(new Matrix<float>(1, 2), 1)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Pca.Of(Matrix<float>.FromRows([1, float.NaN], [1, 1])));
    }
}
