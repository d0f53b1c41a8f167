using System.Numerics;
using DeepDive.Numerics;

namespace DeepDive.Tests.Numerics;

public class MatMulTests
{
    private delegate void Product<T>(Matrix<T> a, Matrix<T> b, Matrix<T> c, bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    // Sizes on both sides of every tile and register edge.
    private static readonly int[] s_sizes = [0, 1, 2, 3, 7, 8, 9, 11, 12, 13, 15, 16, 17, 31, 32, 33, 47, 48, 49, 120, 128];

    public static TheoryData<string> Forms => ["NN", "NT", "TN"];

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_float_product_equals_its_plain_twin_at_every_edge(string form) => CheckAllEdges<float>(form, 1e-6);

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_double_product_equals_its_plain_twin_at_every_edge(string form) => CheckAllEdges<double>(form, 1e-15);

    [Theory]
    [InlineData("NN", 25, 70, 2600)]
    [InlineData("NT", 2, 3, 5000)]
    [InlineData("TN", 250, 33, 1100)]
    [InlineData("NT", 13, 4200, 5)]
    [InlineData("NN", 2, 4200, 5)]
    [InlineData("TN", 300, 2, 1100)]
    public void Products_of_several_blocks_equal_their_plain_twin(string form, int m, int n, int k)
    {
        Check<float>(form, m, n, k, accumulate: true, 1e-6);
        Check<double>(form, m, n, k, accumulate: false, 1e-15);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Without_depth_a_product_is_zero_and_accumulating_it_changes_nothing(string form)
    {
        var (a, b) = Factors<float>(form, 3, 4, 0);
        var c = Random<float>(3, 4, 1);
        var before = c.Clone();
        Fast<float>(form)(a, b, c, true);
        Assert.Equal(before.AsSpan(), c.Clone().AsSpan());
        Fast<float>(form)(a, b, c, false);
        Assert.All(c.Clone().AsSpan().ToArray(), value => Assert.Equal(0, value));
    }

    [Fact]
    public void An_infinity_beside_the_last_register_stays_in_its_own_output()
    {
        var a = Random<float>(5, 37, 1);
        var b = Random<float>(2, 37, 2);
        a[3, 30] = float.PositiveInfinity;
        var c = new Matrix<float>(5, 2);
        MatMul.NT(a, b, c);
        for (var i = 0; i < 5; i++) Assert.All(c.Row(i).ToArray(), value => Assert.Equal(i == 3, float.IsInfinity(value)));
    }

    [Fact]
    public void Sizes_that_do_not_fit_are_named_in_the_error()
    {
        var error = Assert.Throws<ArgumentException>(() => MatMul.NT(new Matrix<float>(2, 3), new Matrix<float>(4, 5), new Matrix<float>(2, 4)));
        Assert.Equal("the sizes of C = A·Bᵀ must fit together, but A is [2, 3], B [4, 5] and C [2, 4]; the summed sizes are 3 and 5", error.Message);
        Assert.Throws<ArgumentException>(() => MatMul.NN(new Matrix<float>(2, 3), new Matrix<float>(3, 5), new Matrix<float>(5, 2)));
        Assert.Throws<ArgumentException>(() => MatMul.TN(new Matrix<float>(2, 3), new Matrix<float>(3, 5), new Matrix<float>(3, 5)));
    }

    private static void CheckAllEdges<T>(string form, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // Each size appears in each place; a full cube of sizes would take a minute and cover the same edges.
        foreach (var m in s_sizes)
        {
            foreach (var n in s_sizes) Check<T>(form, m, n, s_sizes[(m + 2 * n) % s_sizes.Length], (m + n) % 2 == 0, tolerance);
            foreach (var k in s_sizes) Check<T>(form, m, s_sizes[(m + 2 * k) % s_sizes.Length], k, (m + k) % 2 == 1, tolerance);
        }
    }

    private static void Check<T>(string form, int m, int n, int k, bool accumulate, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (a, b) = Factors<T>(form, m, n, k);
        var frame = Random<T>(m + 2, n + 3, 3);
        var untouched = frame.Clone();
        var expected = frame.RowRange(1, m).ColumnRange(2, n).Clone();
        Plain<T>(form)(a, b, expected, accumulate);
        Fast<T>(form)(a, b, frame.RowRange(1, m).ColumnRange(2, n), accumulate);
        for (var i = 0; i < frame.Rows; i++)
        {
            for (var j = 0; j < frame.Columns; j++)
            {
                var inside = i >= 1 && i <= m && j >= 2 && j < n + 2;
                var difference = double.CreateTruncating(frame[i, j] - (inside ? expected[i - 1, j - 2] : untouched[i, j]));
                if (!(Math.Abs(difference) <= (inside ? tolerance * (2 + k) : 0)))
                    Assert.Fail($"{form} m {m} n {n} k {k} accumulate {accumulate}: element ({i - 1}, {j - 2}) is off by {difference}");
            }
        }
    }

    private static (Matrix<T> A, Matrix<T> B) Factors<T>(string form, int m, int n, int k)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        (form[0] == 'N' ? View<T>(m, k, 1) : View<T>(k, m, 1), form[1] == 'N' ? View<T>(k, n, 2) : View<T>(n, k, 2));

    /// <summary>A window into a larger matrix whose surroundings are not a number, so that reading outside shows.</summary>
    private static Matrix<T> View<T>(int rows, int columns, ulong seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var frame = new Matrix<T>(rows + 2, columns + 3);
        frame.AsSpan().Fill(T.NaN);
        var view = frame.RowRange(1, rows).ColumnRange(1, columns);
        var content = Random<T>(rows, columns, seed);
        for (var i = 0; i < rows; i++) content.Row(i).CopyTo(view.Row(i));
        return view;
    }

    private static Matrix<T> Random<T>(int rows, int columns, ulong seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (random, matrix) = (new RandomStream(seed), new Matrix<T>(rows, columns));
        foreach (ref var value in matrix.AsSpan()) value = T.CreateTruncating(random.NextUniform(-1, 1));
        return matrix;
    }

    private static Product<T> Fast<T>(string form)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        form switch { "NN" => MatMul.NN, "NT" => MatMul.NT, _ => MatMul.TN };

    private static Product<T> Plain<T>(string form)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        form switch { "NN" => PlainMatMul.NN, "NT" => PlainMatMul.NT, _ => PlainMatMul.TN };
}
