using System.Text.Json;
using DeepDive.Analysis;
using DeepDive.Numerics;
using static DeepDive.Tests.Analysis.RandomMatrices;

namespace DeepDive.Tests.Analysis;

public class L1DistanceTests
{
    [Fact]
    public void The_relative_distance_agrees_with_NumPy_and_with_the_Bray_Curtis_dissimilarity_of_SciPy()
    {
        using var stream = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Golden", "l1-distance.json"));
        foreach (var golden in JsonSerializer.Deserialize<GoldenCase[]>(stream, JsonSerializerOptions.Web)!)
        {
            Assert.Equal(golden.Relative, L1Distance.Relative(Matrix<double>.FromRows(golden.A), Matrix<double>.FromRows(golden.B)), 1e-13);
            Assert.Equal(golden.Relative, L1Distance.Relative(Matrix<double>.FromRows(golden.A).To<float>(), Matrix<double>.FromRows(golden.B).To<float>()), 1e-6);
            Assert.Equal(golden.OfMagnitudes, L1Distance.Relative(Magnitudes(golden.A, 1), Magnitudes(golden.B, 3)), 1e-13);
        }
    }

    [Fact]
    public void It_is_symmetric_free_of_scale_and_two_for_opposites()
    {
        var (a, b) = (Normal(new RandomStream(1), 20, 35), Normal(new RandomStream(2), 20, 35));
        var distance = L1Distance.Relative(a, b);
        Assert.Equal(distance, L1Distance.Relative(b, a), 1e-14);
        Assert.Equal(distance, L1Distance.Relative(Times(a, 1000), Times(b, 1000)), 1e-13);
        Assert.Equal(2, L1Distance.Relative(a, Times(a, -1)), 1e-14);
        Assert.Equal(0, L1Distance.Relative(a, a));
        Assert.Equal(0, L1Distance.Relative(new Matrix<float>(2, 3), new Matrix<float>(2, 3)));
    }

    [Fact]
    public void Float32_rows_are_summed_in_float64()
    {
        // 16,777,216 and eight ones: float32 would lose the ones, and overflow in the second case.
        var (a, b) = (new Matrix<float>(1, 9), new Matrix<float>(1, 9));
        a.Row(0).Fill(1);
        a[0, 0] = 1 << 24;
        Assert.Equal(2, L1Distance.Relative(a, b));
        b[0, 0] = 1 << 24;
        Assert.Equal(16.0 / ((1 << 25) + 8), L1Distance.Relative(a, b), 1e-15);
        a.Row(0).Fill(float.MaxValue);
        Assert.Equal(0, L1Distance.Relative(a, a));
    }

    [Fact]
    public void Layers_of_other_widths_and_values_that_are_not_finite_are_refused()
    {
        Assert.Contains("equal width", Assert.Throws<ArgumentException>(() => L1Distance.Relative(new Matrix<float>(4, 2), new Matrix<float>(4, 3))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => L1Distance.Relative(new Matrix<float>(0, 2), new Matrix<float>(0, 2)));
        Assert.Throws<ArgumentException>(() => L1Distance.Relative(Matrix<float>.FromRows([float.NaN]), Matrix<float>.FromRows([1])));
    }

    private static Matrix<double> Magnitudes(double[][] rows, double factor) => Matrix<double>.FromRows([.. rows.Select(row => row.Select(value => factor * Math.Abs(value)).ToArray())]);

    private static Matrix<double> Times(Matrix<double> x, double factor)
    {
        var scaled = x.Clone();
        foreach (ref var value in scaled.AsSpan()) value *= factor;
        return scaled;
    }

    private sealed record GoldenCase(double[][] A, double[][] B, double Relative, double OfMagnitudes);
}
