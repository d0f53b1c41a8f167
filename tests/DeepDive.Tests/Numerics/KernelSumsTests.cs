using System.Numerics;
using System.Runtime.Intrinsics;
using DeepDive.Numerics;
using DeepDive.Tests.Models;

namespace DeepDive.Tests.Numerics;

/// <summary>The blocked distances and kernel sums under RBF CKA, against plain loops over pairs in float64.</summary>
public class KernelSumsTests
{
    // Rows on both sides of every register, tile and block.
    public static TheoryData<int> RowCounts => [2, 3, 7, 8, 9, 15, 16, 17, 31, 32, 33, 95, 96, 97, 191, 192, 193, 300];

    [Theory]
    [MemberData(nameof(RowCounts))]
    public void Distances_are_those_of_plain_loops_and_the_rest_is_infinite(int rows)
    {
        CheckDistances<float>(rows, 2e-6);
        CheckDistances<double>(rows, 4e-15);
    }

    [Theory]
    [MemberData(nameof(RowCounts))]
    public void Sums_over_kernels_and_their_products_are_those_of_plain_loops(int rows)
    {
        CheckSums<float>(rows, 3e-6);
        CheckSums<double>(rows, 1e-13);
    }

    [Fact]
    public void Equal_rows_lie_exactly_0_apart()
    {
        var some = TestData.Normal<float>(130, 37, seed: 1);
        var twice = some.TakeRows([.. Enumerable.Range(0, 260).Select(i => i % 130)]);
        using var distances = new DistanceTriangle<float>(twice);
        Assert.Equal(130, distances.Values.Count(0f));
    }

    [Fact]
    public void An_exponential_is_exact_at_0_and_close_elsewhere()
    {
        Assert.Equal(1f, Exp(0));
        Assert.InRange(Exp(float.NegativeInfinity), 0, 1.2e-38f);
        for (var x = 0.0; x > -87; x -= 0.0371)
        {
            var exact = Math.Exp((float)x);
            Assert.Equal(exact, Exp((float)x), exact * (2.5e-7 - 1e-7 * x));
        }
    }

    private static float Exp(float x) => Vector128.IsHardwareAccelerated
        ? LaneExponential<float, Vector128<float>, Lanes128<float>>.OfNegative(Vector128.Create(x))[0]
        : LaneExponential<float, float, ScalarLanes<float>>.OfNegative(x);

    private static void CheckDistances<T>(int rows, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var x = TestData.Normal<T>(rows, 19, seed: 1);
        using var triangle = new DistanceTriangle<T>(x);
        var pairs = 0;
        ForEach(triangle, (i, j, value) =>
        {
            if (i < j && j < rows)
            {
                Assert.Equal(PlainDistance(x, i, j), value, tolerance * 38);
                pairs++;
            }
            else
            {
                Assert.Equal(double.PositiveInfinity, value);
            }
        });
        Assert.Equal(triangle.PairCount, pairs);
    }

    private static void CheckSums<T>(int rows, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Matrix<T>[] sets = [.. Enumerable.Range(0, 5).Select(seed => TestData.Normal<T>(rows, 3 + seed, (ulong)seed))];
        DistanceTriangle<T>[] distances = [.. sets.Select(set => new DistanceTriangle<T>(set))];
        T[] factors = [.. sets.Select(set => T.CreateTruncating(-0.1 - 0.01 * set.Columns))];
        T[] centres = [.. sets.Select(set => T.CreateTruncating(2.0 * set.Columns))];
        var sums = KernelSums.Of(distances, factors, centres);
        var kernels = sets.Select((set, l) => PlainKernel(set, double.CreateTruncating(factors[l]), double.CreateTruncating(centres[l]))).ToArray();
        for (var l = 0; l < sets.Length; l++)
        {
            for (var i = 0; i < rows; i++) Assert.Equal(Enumerable.Range(0, rows).Sum(j => kernels[l][i, j]), sums.Rows[l][i], tolerance * rows);
            for (var m = 0; m < sets.Length; m++)
            {
                var product = kernels[l].Cast<double>().Zip(kernels[m].Cast<double>(), (a, b) => a * b).Sum();
                Assert.Equal(product, sums.Products[l, m], tolerance * rows * rows);
            }

            distances[l].Dispose();
        }
    }

    private static double[,] PlainKernel<T>(Matrix<T> x, double factor, double centre)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var kernel = new double[x.Rows, x.Rows];
        for (var i = 0; i < x.Rows; i++)
        {
            for (var j = 0; j < x.Rows; j++) kernel[i, j] = i == j ? 0 : Math.Exp(factor * PlainDistance(x, i, j)) - Math.Exp(factor * centre);
        }

        return kernel;
    }

    private static double PlainDistance<T>(Matrix<T> x, int i, int j)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double sum = 0;
        for (var p = 0; p < x.Columns; p++) sum += Math.Pow(double.CreateTruncating(x[i, p]) - double.CreateTruncating(x[j, p]), 2);
        return sum;
    }

    private static void ForEach<T>(DistanceTriangle<T> triangle, Action<int, int, double> visit)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        const int size = DistanceTriangle<float>.Size;
        for (var index = 0; index < UpperTriangle.Count(triangle.Side); index++)
        {
            var (row, column) = UpperTriangle.Place(index, triangle.Side);
            for (var e = 0; e < size * size; e++)
                visit(row * size + e / size, column * size + e % size, double.CreateTruncating(triangle.Values[index * size * size + e]));
        }
    }
}
