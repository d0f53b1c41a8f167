using System.Numerics;
using System.Runtime.Intrinsics;
using DeepDive.Numerics;

namespace DeepDive.Tests.Numerics;

/// <summary>The fast route against its plain twin, the one-stage reduction in float64, for every register width.</summary>
[Collection("Workers")]
public sealed class TwoStageEigenTests : IDisposable
{
    // |λ − λ'| ≤ n · ε · max|λ| with ε = 2⁻²³; small orders have a floor of a few roundings. Measured: at most 2 ε.
    private const double Epsilon = 1.0 / (1 << 23);

    private static readonly int[] s_orders = [1, 2, 3, 31, 32, 33, 63, 64, 65, 95, 96, 97, 130, 200];

    private readonly int _threads = Workers.Count;

    public static TheoryData<SymmetricKind> Kinds => new(Enum.GetValues<SymmetricKind>());

    public void Dispose() => Workers.Count = _threads;

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Eigenvalues_agree_with_the_one_stage_twin_at_every_order_around_the_band_and_block_sizes(SymmetricKind kind)
    {
        foreach (var n in s_orders)
        {
            var matrix = SymmetricMatrices.Make(kind, n).To<float>();
            AssertClose(matrix, new TwoStageEigen<float, Vector512<float>, Lanes512<float>, Twelve>().Values(matrix, 1, n));
            AssertClose(matrix, new TwoStageEigen<float, Vector256<float>, Lanes256<float>, Six>().Values(matrix, 1, n));
        }
    }

    [Theory]
    [InlineData(33)]
    [InlineData(130)]
    public void Eigenvalues_agree_for_narrow_registers_and_without_any(int n)
    {
        var matrix = SymmetricMatrices.Make(SymmetricKind.Random, n).To<float>();
        AssertClose(matrix, new TwoStageEigen<float, Vector128<float>, Lanes128<float>, Six>().Values(matrix, 1, n));
        AssertClose(matrix, new TwoStageEigen<float, float, ScalarLanes<float>, Six>().Values(matrix, 1, n));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Double_matrices_keep_double_precision(SymmetricKind kind)
    {
        var matrix = SymmetricMatrices.Make(kind, 150);
        AssertClose(matrix, SymmetricEigen.Values(matrix), 1.0 / (1L << 52));
        AssertClose(matrix, new TwoStageEigen<double, double, ScalarLanes<double>, Six>().Values(matrix, 1, 150), 1.0 / (1L << 52));
    }

    [Theory]
    [InlineData(SymmetricKind.Random)]
    [InlineData(SymmetricKind.DecayingKernel)]
    public void Large_float_matrices_agree_through_the_public_entry(SymmetricKind kind)
    {
        var matrix = SymmetricMatrices.Make(kind, 700).To<float>();
        AssertClose(matrix, SymmetricEigen.Values(matrix));
    }

    [Fact]
    public void Only_the_symmetric_part_counts_and_the_matrix_and_its_padding_stay_as_they_were()
    {
        var random = new RandomStream(4);
        var matrix = new Matrix<float>(150, 150, stride: 161);
        for (var i = 0; i < 150; i++)
        {
            for (var j = 0; j < 150; j++) matrix[i, j] = (float)random.NextNormal();
        }

        var before = matrix.Clone();
        AssertClose(matrix, SymmetricEigen.Values(matrix));
        SymmetricEigen.Top(matrix, 3);
        Assert.Equal(before.AsSpan().ToArray(), matrix.Clone().AsSpan().ToArray());
    }

    [Theory]
    [InlineData(1e-42f)]
    [InlineData(1e-30f)]
    [InlineData(1e37f)]
    public void Very_small_and_very_large_numbers_keep_their_digits(float factor)
    {
        var matrix = SymmetricMatrices.Make(SymmetricKind.Random, 140).To<float>();
        foreach (ref var element in matrix.AsSpan()) element *= factor;
        AssertClose(matrix, SymmetricEigen.Values(matrix));
    }

    [Fact]
    public void Results_are_the_same_bits_whatever_the_number_of_threads()
    {
        var matrix = SymmetricMatrices.Make(SymmetricKind.Random, 500).To<float>();
        Workers.Count = 1;
        var (values, top) = (SymmetricEigen.Values(matrix), SymmetricEigen.Top(matrix, 5));
        foreach (var threads in new[] { 2, 3, 5 })
        {
            Workers.Count = threads;
            Assert.Equal(values, SymmetricEigen.Values(matrix));
            var again = SymmetricEigen.Top(matrix, 5);
            Assert.Equal(top.Values, again.Values);
            Assert.Equal(top.Vectors.AsSpan().ToArray(), again.Vectors.AsSpan().ToArray());
        }
    }

    [Fact]
    public void A_second_call_allocates_no_more_than_its_result()
    {
        var matrix = SymmetricMatrices.Make(SymmetricKind.Random, 400).To<float>();
        long Allocated()
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            SymmetricEigen.Values(matrix);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        // The least of a few: a call that finds the workers busy with another test runs on one thread and makes that one's memory.
        Assert.InRange(Enumerable.Range(0, 6).Min(_ => Allocated()), 0, 400 * sizeof(double) + 1000);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void A_number_that_is_not_finite_is_refused_with_its_position(float bad)
    {
        var matrix = SymmetricMatrices.Make(SymmetricKind.Random, 140).To<float>();
        matrix[130, 7] = bad;
        Assert.Contains("(130, 7)", Assert.Throws<ArgumentException>(() => SymmetricEigen.Values(matrix)).Message, StringComparison.Ordinal);
        Assert.Contains("(130, 7)", Assert.Throws<ArgumentException>(() => SymmetricEigen.Top(matrix, 2)).Message, StringComparison.Ordinal);
    }

    private static void AssertClose<T>(Matrix<T> matrix, double[] actual, double epsilon = Epsilon)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var scale = FiniteScale.Of(matrix, nameof(matrix));
        var expected = OneStageEigen.Values(matrix, scale).Select(value => value * scale).OrderDescending().ToArray();
        Assert.Equal(expected.Length, actual.Length);
        var tolerance = Math.Max(matrix.Rows, 4) * epsilon * expected.Max(Math.Abs);
        for (var i = 0; i < actual.Length; i++) Assert.Equal(expected[i], actual[i], tolerance);
    }
}
