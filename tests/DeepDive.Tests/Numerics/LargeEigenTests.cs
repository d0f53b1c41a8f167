using System.Text.Json;
using DeepDive.Numerics;

namespace DeepDive.Tests.Numerics;

/// <summary>Orders at which a group of the band reduction has several block rows, against other solvers.</summary>
[Collection("Workers")]
public sealed class LargeEigenTests : IDisposable
{
    private const double FloatEpsilon = 1.0 / (1 << 23);
    private const double DoubleEpsilon = 1.0 / (1L << 52);

    private readonly int _threads = Workers.Count;

    public void Dispose() => Workers.Count = _threads;

    [Fact]
    public void Eigenvalues_at_order_2000_are_those_of_LAPACK()
    {
        using var file = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", "eigen.json")));
        var (n, step) = (file.RootElement.GetProperty("order").GetInt32(), file.RootElement.GetProperty("step").GetInt32());
        var golden = file.RootElement.GetProperty("values").EnumerateArray().Select(value => value.GetDouble()).ToArray();
        var matrix = SymmetricMatrices.Symmetric(n, (i, j) => (i * j % 97 + (i + j) % 31) / 64.0 + (i == j ? i * 37 % 1009 / 64.0 : 0));
        AssertClose(golden, Every(step, SymmetricEigen.Values(matrix.To<float>())), 100 * FloatEpsilon);
        AssertClose(golden, Every(step, SymmetricEigen.Values(matrix)), 100 * DoubleEpsilon);
    }

    [Theory]
    [InlineData(SymmetricKind.Random, 1537)]
    [InlineData(SymmetricKind.DecayingKernel, 1640)]
    public void Eigenvalues_are_those_of_one_stage(SymmetricKind kind, int n)
    {
        var matrix = SymmetricMatrices.Make(kind, n).To<float>();
        var expected = OneStageEigen.Values(matrix, 1).OrderDescending().ToArray();
        AssertClose(expected, SymmetricEigen.Values(matrix), 100 * FloatEpsilon);
        AssertClose(expected, SymmetricEigen.Values(matrix.To<double>()), 100 * DoubleEpsilon);
    }

    [Fact]
    public void Eigenvalues_are_the_same_bits_whatever_the_number_of_threads()
    {
        var matrix = SymmetricMatrices.Make(SymmetricKind.Random, 2000).To<float>();
        Workers.Count = 1;
        var expected = SymmetricEigen.Values(matrix);
        foreach (var threads in new[] { 2, 3 })
        {
            Workers.Count = threads;
            Assert.Equal(expected, SymmetricEigen.Values(matrix));
        }
    }

    private static double[] Every(int step, double[] values) => [.. values.Where((_, i) => i % step == 0)];

    private static void AssertClose(double[] expected, double[] actual, double share)
    {
        Assert.Equal(expected.Length, actual.Length);
        var tolerance = share * expected.Max(Math.Abs);
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], tolerance);
    }
}
