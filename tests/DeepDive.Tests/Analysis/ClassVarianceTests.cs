using System.Text.Json;
using DeepDive.Analysis;
using DeepDive.Numerics;
using FsCheck;
using FsCheck.Fluent;
using static DeepDive.Tests.Analysis.RandomMatrices;

namespace DeepDive.Tests.Analysis;

public class ClassVarianceTests
{
    [Fact]
    public void Variances_and_the_distance_of_means_agree_with_NumPy()
    {
        using var stream = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Golden", "class-variance.json"));
        var golden = JsonSerializer.Deserialize<GoldenCase>(stream, JsonSerializerOptions.Web)!;
        var actual = ClassVariance.Of(Matrix<double>.FromRows(golden.X), golden.Labels, 4);
        Assert.Equal(golden.Within, actual.Within, 1e-12);
        Assert.Equal(golden.Between, actual.Between, 1e-12);
        Assert.Equal(golden.MeanDistance, actual.MeanDistance, 1e-12);
    }

    [Fact]
    public void Variances_sum_to_the_total_variance() =>
        Prop.ForAll(
            (from rows in Gen.Choose(4, 40) from columns in Gen.Choose(1, 50) from classes in Gen.Choose(2, 4) from seed in Gen.Choose(1, 10_000) select (rows, columns, classes, seed)).ToArbitrary(),
            size =>
            {
                var x = Normal(new RandomStream((ulong)size.seed), size.rows, size.columns);
                int[] labels = [.. Enumerable.Range(0, size.rows).Select(i => i % size.classes)];
                // λ are eigenvalues of the covariance by n − 1: their sum is its trace.
                var total = Spectrum.OfCovariance(x).Sum() * (size.rows - 1) / size.rows;
                return Math.Abs(ClassVariance.Of(x, labels, size.classes).Total - total) <= 1e-10 * total;
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void Rows_at_their_class_means_have_no_variance_within_and_known_distances()
    {
        // Corners of a right triangle with sides 3, 4 and 5, far from the origin.
        var x = Matrix<float>.FromRows([1000, 0], [1003, 0], [1000, 4], [1000, 0], [1003, 0], [1000, 4]);
        var variance = ClassVariance.Of(x, [0, 1, 2, 0, 1, 2], 3);
        Assert.Equal(0, variance.Within, 1e-12);
        Assert.Equal(4, variance.MeanDistance, 1e-12);
        Assert.Equal(2 + 32 / 9.0, variance.Between, 1e-12);
    }

    [Fact]
    public void Rows_without_two_classes_or_that_do_not_match_are_refused()
    {
        var x = new Matrix<float>(3, 2);
        Assert.Contains("≥ 2 classes, but all 3 are of class 1", Assert.Throws<ArgumentException>(() => ClassVariance.Of(x, [1, 1, 1], 2)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => ClassVariance.Of(x, [0, 1], 2));
        Assert.Throws<ArgumentException>(() => ClassVariance.Of(x, [0, 1, 2], 2));
        x[1, 1] = float.NaN;
        Assert.Throws<ArgumentException>(() => ClassVariance.Of(x, [0, 1, 0], 2));
    }

    private sealed record GoldenCase(double[][] X, int[] Labels, double Within, double Between, double MeanDistance);
}
