using System.Text.Json;
using DeepDive.Analysis;
using DeepDive.Models;
using DeepDive.Numerics;
using DeepDive.Tests.Models;

namespace DeepDive.Tests.Analysis;

[Collection("Workers")]
public class InfiniteNtkTests
{
    // Of the quadrature.
    private const double GoldenTolerance = 1e-12;

    private const int Rows = 6, Inputs = 4;

    private static readonly NtkParametrisation s_parametrisation = new(WeightVariance: 2, BiasVariance: 0.3);

    [Fact]
    public void It_agrees_with_numerical_integration()
    {
        foreach (var golden in Read())
        {
            var actual = InfiniteNtk.Kernel(Matrix<double>.FromRows(golden.Inputs), golden.Depth, new NtkParametrisation(golden.WeightVariance, golden.BiasVariance));
            Assert.InRange(KernelError.Of(Matrix<double>.FromRows(golden.Kernel), actual), 0, GoldenTolerance);
        }
    }

    [Fact]
    public void With_one_hidden_layer_it_is_the_mean_over_networks_of_any_width()
    {
        var x = TestData.Normal<double>(Rows, Inputs, seed: 2);
        AssertMean(InfiniteNtk.Kernel(x, depth: 1, s_parametrisation), KernelsOf(x, depth: 1, width: 16, networks: 2000), bias: 0);
    }

    [Fact]
    public void With_more_it_is_the_mean_over_wide_networks()
    {
        const int Depth = 3, Width = 512;
        var x = TestData.Normal<double>(Rows, Inputs, seed: 2);
        // A finite width shifts the mean by about depth/width (Hanin and Nica 2020).
        AssertMean(InfiniteNtk.Kernel(x, Depth, s_parametrisation), KernelsOf(x, Depth, Width, networks: 60), bias: (double)Depth / Width);
    }

    [Fact]
    public void Finite_kernels_come_closer_as_one_over_the_root_of_the_width()
    {
        var x = TestData.Normal<double>(Rows, Inputs, seed: 2);
        var limit = InfiniteNtk.Kernel(x, depth: 2, s_parametrisation);
        int[] widths = [32, 64, 128, 256, 512];
        var logErrors = widths.Select(width => Math.Log(KernelsOf(x, depth: 2, width, networks: 60).Average(kernel => Distance(kernel, limit)))).ToArray();
        Assert.InRange(Slope([.. widths.Select(width => Math.Log(width))], logErrors), -0.6, -0.4);
    }

    [Fact]
    public void Between_two_sets_it_is_a_corner_of_the_kernel_of_both_bit_by_bit()
    {
        var both = TestData.Normal<double>(9, Inputs, seed: 2);
        var whole = InfiniteNtk.Kernel(both, 4, s_parametrisation);
        var corner = InfiniteNtk.Kernel(both.RowRange(0, 4), both.RowRange(4, 5), 4, s_parametrisation);
        for (var i = 0; i < 4; i++)
        {
            for (var j = 0; j < 5; j++) Assert.Equal(whole[i, 4 + j], corner[i, j]);
        }
    }

    [Fact]
    public void It_is_positive_definite_and_grows_with_the_square_of_the_inputs_if_there_are_no_biases()
    {
        var x = TestData.Normal<double>(20, Inputs, seed: 3);
        var parametrisation = new NtkParametrisation(2, 0);
        var kernel = InfiniteNtk.Kernel(x, 3, parametrisation);
        Assert.True(SymmetricEigen.Values(kernel)[^1] > 0);
        foreach (ref var element in x.AsSpan()) element *= 3;
        var larger = InfiniteNtk.Kernel(x, 3, parametrisation);
        for (var e = 0; e < kernel.AsSpan().Length; e++) Assert.Equal(9 * kernel.AsSpan()[e], larger.AsSpan()[e], 1e-12 * Math.Abs(larger.AsSpan()[e]));
    }

    [Fact]
    public void A_row_of_zeros_has_no_kernel_without_biases_and_a_finite_one_with_them()
    {
        var x = new Matrix<double>(2, 2);
        x[1, 0] = 1;
        Assert.Equal(0, InfiniteNtk.Kernel(x, 2, new NtkParametrisation(2, 0))[0, 1]);
        Assert.True(double.IsFinite(InfiniteNtk.Kernel(x, 2, s_parametrisation)[0, 1]));
    }

    [Fact]
    public void The_number_of_workers_does_not_change_a_bit()
    {
        var x = TestData.Normal<float>(70, Inputs, seed: 2);
        var before = Workers.Count;
        try
        {
            Workers.Count = 1;
            var one = InfiniteNtk.Kernel(x, 4, s_parametrisation);
            Workers.Count = 3;
            Assert.Equal(one.AsSpan(), InfiniteNtk.Kernel(x, 4, s_parametrisation).AsSpan());
        }
        finally
        {
            Workers.Count = before;
        }
    }

    [Fact]
    public void Arguments_that_make_no_sense_are_refused()
    {
        var x = TestData.Normal<double>(Rows, Inputs, seed: 2);
        Assert.Throws<ArgumentOutOfRangeException>(() => InfiniteNtk.Kernel(x, 0, s_parametrisation));
        Assert.Throws<ArgumentException>(() => InfiniteNtk.Kernel(x, x.ColumnRange(0, 2), 1, s_parametrisation));
        Assert.Throws<ArgumentException>(() => InfiniteNtk.Kernel(x, 1, new NtkParametrisation(0, 1)));
        Assert.Throws<ArgumentException>(() => InfiniteNtk.Kernel(x.RowRange(0, 0), 1, s_parametrisation));
        x[2, 1] = double.NaN;
        Assert.Throws<ArgumentException>(() => InfiniteNtk.Kernel(x, 1, s_parametrisation));
    }

    private static Matrix<double>[] KernelsOf(Matrix<double> x, int depth, int width, int networks)
    {
        var random = new RandomStream(7);
        return [.. Enumerable.Range(0, networks).Select(i =>
            Ntk.Kernel(Mlp.Create<double>(Inputs, depth, width, 1, Activation.ReLU, random.Split((ulong)i), s_parametrisation), x, 0, s_parametrisation))];
    }

    /// <summary>Every element within four standard errors, which one in 16,000 is not by chance, and a relative bias.</summary>
    private static void AssertMean(Matrix<double> expected, Matrix<double>[] kernels, double bias)
    {
        for (var i = 0; i < Rows; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var (mean, square) = (kernels.Average(kernel => kernel[i, j]), kernels.Average(kernel => kernel[i, j] * kernel[i, j]));
                var error = Math.Sqrt((square - mean * mean) / kernels.Length);
                Assert.InRange(mean - expected[i, j], -4 * error - bias * Math.Abs(expected[i, j]), 4 * error + bias * Math.Abs(expected[i, j]));
                Assert.InRange(error, 0, 0.05 * Math.Sqrt(expected[i, i] * expected[j, j]));
            }
        }
    }

    private static double Distance(Matrix<double> kernel, Matrix<double> limit)
    {
        var sum = 0.0;
        for (var e = 0; e < limit.AsSpan().Length; e++) sum += Math.Pow(kernel.AsSpan()[e] - limit.AsSpan()[e], 2);
        return Math.Sqrt(sum);
    }

    private static double Slope(double[] x, double[] y)
    {
        var (meanX, meanY) = (x.Average(), y.Average());
        return x.Zip(y, (a, b) => (a - meanX) * (b - meanY)).Sum() / x.Sum(a => (a - meanX) * (a - meanX));
    }

    private static Case[] Read()
    {
        using var stream = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Golden", "infinite-ntk.json"));
        return JsonSerializer.Deserialize<Case[]>(stream, JsonSerializerOptions.Web)!;
    }

    private sealed record Case(double[][] Inputs, int Depth, double WeightVariance, double BiasVariance, double[][] Kernel);
}
