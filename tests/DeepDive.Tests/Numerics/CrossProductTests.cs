using System.Numerics;
using DeepDive.Numerics;
using DeepDive.Tests.Models;

namespace DeepDive.Tests.Numerics;

/// <summary>‖XᵀY‖²_F by tiles, against the plain product in float64.</summary>
public class CrossProductTests
{
    // Columns on both sides of every register and tile, rows on both sides of a part of the sums.
    private static readonly int[] s_columns = [1, 2, 3, 5, 6, 7, 8, 9, 11, 12, 13, 15, 16, 17, 23, 24, 25, 31, 32, 33, 63, 64, 65, 97];
    private static readonly int[] s_rows = [1, 2, 37, 1023, 1024, 1025, 2049];

    [Fact]
    public void A_squared_norm_is_that_of_the_plain_product_at_every_edge()
    {
        for (var i = 0; i < s_columns.Length; i++)
        {
            var (rows, other) = (s_rows[i % s_rows.Length], s_columns[^(i + 1)]);
            Check<float>(rows, s_columns[i], other, 3e-6);
            Check<double>(rows, s_columns[i], other, 1e-14);
        }
    }

    [Fact]
    public void A_matrix_with_itself_counts_every_element_of_the_symmetric_product()
    {
        foreach (var columns in s_columns)
        {
            CheckItself<float>(columns, 3e-6);
            CheckItself<double>(columns, 1e-14);
        }
    }

    private static void Check<T>(int rows, int columnsX, int columnsY, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // Views with padding between the rows.
        var (x, y) = (TestData.Normal<T>(rows, columnsX + 3, 1).ColumnRange(2, columnsX), TestData.Normal<T>(rows, columnsY, 2));
        using var left = new CrossProduct<T>(x);
        using var right = new CrossProduct<T>(y);
        var expected = Plain(x, y);
        Assert.Equal(expected, left.SquaredNorm(right), tolerance * expected);
    }

    private static void CheckItself<T>(int columns, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var x = TestData.Normal<T>(41, columns, 1);
        using var product = new CrossProduct<T>(x);
        var expected = Plain(x, x);
        Assert.Equal(expected, product.SquaredNorm(product), tolerance * expected);
    }

    private static double Plain<T>(Matrix<T> x, Matrix<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var product = new Matrix<double>(x.Columns, y.Columns);
        PlainMatMul.TN(x.To<double>(), y.To<double>(), product);
        return product.AsSpan().ToArray().Sum(value => value * value);
    }
}
