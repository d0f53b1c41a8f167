using DeepDive.Analysis;
using DeepDive.Numerics;
using static DeepDive.Tests.Analysis.RandomMatrices;

namespace DeepDive.Tests.Analysis;

public class TrustworthinessTests
{
    [Fact]
    public void It_agrees_with_scikit_learn()
    {
        var golden = UmapGolden.Read();
        double[] actual = [.. new[] { 1, 5, 15, 29 }.Select(k => Trustworthiness.Of(golden.Rows, Matrix<double>.FromRows(golden.Picture), k))];
        Assert.Equal(golden.Trustworthiness, actual, (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Theory]
    [InlineData(3, 1)]
    [InlineData(50, 7)]
    [InlineData(301, 15)]
    public void It_agrees_with_its_definition_by_full_sorts(int rows, int k)
    {
        var (x, picture) = (Normal(new RandomStream(1), rows, 6), Normal(new RandomStream(2), rows, 2).To<float>());
        for (var i = 0; i < rows; i++) picture[i, 0] += (float)(3 * x[i, 0]);
        var (truth, shown) = (Ranks(x), Ranks(picture.To<double>()));
        var excess = Enumerable.Range(0, rows).Sum(i => shown[i].Take(k).Sum(j => Math.Max(0, Array.IndexOf(truth[i], j) + 1 - k)));
        Assert.Equal(1 - 2.0 * excess / (rows * k * (2.0 * rows - 3 * k - 1)), Trustworthiness.Of(x, picture, k), 1e-12);
    }

    [Fact]
    public void The_rows_themselves_are_a_picture_without_fault() =>
        Assert.Equal(1, Trustworthiness.Of(Normal(new RandomStream(3), 90, 2), Normal(new RandomStream(3), 90, 2)));

    [Fact]
    public void Bad_input_is_refused()
    {
        var x = Normal(new RandomStream(1), 20, 3);
        Assert.Contains("neighbours must lie in 1…9, less than half of the 20 rows, but was 10", Assert.Throws<ArgumentOutOfRangeException>(() => Trustworthiness.Of(x, x, 10)).Message, StringComparison.Ordinal);
        Assert.Contains("a point a row, but has 19 of 20", Assert.Throws<ArgumentException>(() => Trustworthiness.Of(x, x.RowRange(0, 19), 3)).Message, StringComparison.Ordinal);
        x[3, 0] = double.PositiveInfinity;
        Assert.Throws<ArgumentException>(() => Trustworthiness.Of(x, Normal(new RandomStream(1), 20, 2), 3));
    }

    private static int[][] Ranks(Matrix<double> x) =>
        [.. Enumerable.Range(0, x.Rows).Select(i => Enumerable.Range(0, x.Rows).Where(j => j != i)
            .OrderBy(j => Enumerable.Range(0, x.Columns).Sum(c => (x[i, c] - x[j, c]) * (x[i, c] - x[j, c]))).ToArray())];
}
