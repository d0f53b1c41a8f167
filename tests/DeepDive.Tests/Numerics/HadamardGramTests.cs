using System.Numerics;
using DeepDive.Numerics;
using DeepDive.Tests.Models;

namespace DeepDive.Tests.Numerics;

public class HadamardGramTests
{
    // Sizes on both sides of every register, tile and block.
    private static readonly int[] s_sizes = [1, 2, 3, 5, 7, 8, 9, 11, 12, 13, 15, 16, 17, 31, 32, 33, 95, 96, 97, 191, 192, 193, 390];

    [Fact]
    public void A_symmetric_sum_equals_its_plain_twin_at_every_edge()
    {
        foreach (var n in s_sizes)
        {
            CheckSymmetric<float>(n, 2e-6);
            CheckSymmetric<double>(n, 4e-15);
        }
    }

    [Fact]
    public void A_rectangular_sum_equals_its_plain_twin_at_every_edge()
    {
        for (var i = 0; i < s_sizes.Length; i++)
        {
            CheckBetween<float>(s_sizes[i], s_sizes[^(i + 1)], 2e-6);
            CheckBetween<double>(s_sizes[^(i + 1)], s_sizes[i], 4e-15);
        }
    }

    [Fact]
    public void Nothing_beside_the_result_is_written()
    {
        var rows = Terms<float>(203, 1);
        var frame = TestData.Normal<float>(220, 231, 9);
        var before = frame.Clone();
        var inside = frame.RowRange(5, 203).ColumnRange(7, 203);
        HadamardGram.Symmetric(rows, inside);
        var expected = Plain(rows, rows, 203, 203);
        for (var i = 0; i < frame.Rows; i++)
        {
            for (var j = 0; j < frame.Columns; j++)
            {
                var written = i is >= 5 and < 208 && j is >= 7 and < 210;
                Assert.Equal(written ? expected[i - 5, j - 7] : before[i, j], frame[i, j], written ? 1e-3f : 0);
            }
        }
    }

    private static void CheckSymmetric<T>(int n, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var rows = Terms<T>(n, 1);
        var c = new Matrix<T>(n, n);
        HadamardGram.Symmetric(rows, c);
        AssertEqual(Plain(rows, rows, n, n), c, tolerance);
    }

    private static void CheckBetween<T>(int n, int m, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (rows, columns) = (Terms<T>(n, 1), Terms<T>(m, 50));
        var c = new Matrix<T>(n, m);
        HadamardGram.Between(rows, columns, c);
        AssertEqual(Plain(rows, columns, n, m), c, tolerance);
    }

    // Views with padding between the rows, of uneven depths.
    private static FactorPair<T>[] Terms<T>(int rows, ulong seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        [
            new(TestData.Normal<T>(rows, 3, seed), TestData.Normal<T>(rows, 21, seed + 1).ColumnRange(2, 17)),
            new(TestData.Normal<T>(rows, 17, seed + 2), TestData.Normal<T>(rows, 5, seed + 3)),
            new(TestData.Normal<T>(rows, 5, seed + 4).ColumnRange(1, 4), TestData.Normal<T>(rows, 1, seed + 5)),
        ];

    private static Matrix<T> Plain<T>(FactorPair<T>[] rows, FactorPair<T>[] columns, int n, int m)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var c = new Matrix<T>(n, m);
        PlainHadamardGram.Between(rows, columns, c);
        return c;
    }

    private static void AssertEqual<T>(Matrix<T> expected, Matrix<T> actual, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // Terms have sizes of some 17 · 4, whatever their sum.
        for (var i = 0; i < expected.Rows; i++)
        {
            for (var j = 0; j < expected.Columns; j++)
                Assert.InRange(Math.Abs(double.CreateTruncating(expected[i, j] - actual[i, j])), 0, tolerance * 68);
        }
    }
}
