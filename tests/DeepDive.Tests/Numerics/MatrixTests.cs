using DeepDive.Numerics;

namespace DeepDive.Tests.Numerics;

public class MatrixTests
{
    [Fact]
    public void A_column_range_is_a_view_that_shares_memory()
    {
        var matrix = Matrix<float>.FromRows([1, 2, 3], [4, 5, 6]);
        matrix.ColumnRange(1, 2)[1, 0] = 50;
        Assert.Equal(50, matrix[1, 1]);
        Assert.False(matrix.ColumnRange(1, 2).IsContiguous);
    }

    [Fact]
    public void A_row_range_shares_memory_and_a_clone_does_not()
    {
        var matrix = new Matrix<double>(4, 3, stride: 8);
        matrix.RowRange(2, 2)[0, 1] = 7;
        var clone = matrix.Clone();
        clone[2, 1] = 8;
        Assert.Equal(7, matrix[2, 1]);
        Assert.Equal(3, clone.Stride);
    }

    [Theory]
    [InlineData(-1, 2)]
    [InlineData(0, 5)]
    [InlineData(4, 1)]
    public void A_range_outside_the_matrix_is_refused(int start, int count) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Matrix<float>(4, 2).RowRange(start, count));

    [Fact]
    public void Rows_of_different_lengths_are_refused() =>
        Assert.Throws<ArgumentException>(() => Matrix<float>.FromRows([1, 2], [3]));

    [Fact]
    public unsafe void Memory_is_aligned_to_a_cache_line()
    {
        for (var i = 0; i < 20; i++)
        {
            var matrix = new Matrix<float>(i + 1, 7);
            Assert.Equal(0u, (nuint)matrix.Pointer % 64);
            GC.KeepAlive(matrix);
        }
    }
}
