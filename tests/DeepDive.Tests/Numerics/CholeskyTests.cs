using DeepDive.Numerics;
using DeepDive.Tests.Analysis;
using DeepDive.Tests.Models;

namespace DeepDive.Tests.Numerics;

[Collection("Workers")]
public sealed class CholeskyTests : IDisposable
{
    private readonly int _countBefore = Workers.Count;

    public void Dispose() => Workers.Count = _countBefore;

    [Fact]
    public void The_factor_agrees_with_SciPy()
    {
        var golden = KernelGolden.Values;
        var matrix = Matrix<double>.FromRows(golden.Kernel);
        for (var i = 0; i < matrix.Rows; i++) matrix[i, i] += 0.1;
        Assert.InRange(KernelError.Of(Matrix<double>.FromRows(golden.Cholesky), Cholesky.Of(matrix).Factor), 0, 1e-13);
    }

    // Sizes on both sides of a block's 64 columns.
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 3)]
    [InlineData(63, 1)]
    [InlineData(64, 2)]
    [InlineData(65, 1)]
    [InlineData(128, 5)]
    [InlineData(201, 1)]
    public void The_factor_squared_is_the_matrix_and_the_solution_that_of_an_LU_decomposition(int order, int rightSides)
    {
        var matrix = PositiveDefinite(order);
        var cholesky = Cholesky.Of(matrix);
        var square = new Matrix<double>(order, order);
        PlainMatMul.NT(cholesky.Factor, cholesky.Factor, square);
        Assert.InRange(KernelError.Of(matrix, square), 0, 1e-12);
        for (var i = 0; i < order; i++) Assert.Equal(new double[order - i - 1], cholesky.Factor.Row(i)[(i + 1)..].ToArray());

        var b = TestData.Normal<double>(order, rightSides, seed: 2);
        var expected = MathNet(matrix).LU().Solve(MathNet(b));
        var x = cholesky.Solve(b);
        for (var i = 0; i < order; i++)
        {
            for (var j = 0; j < rightSides; j++) Assert.Equal(expected[i, j], x[i, j], 1e-12);
        }
    }

    [Fact]
    public void Only_the_lower_triangle_counts_and_the_matrix_stays_as_it_was()
    {
        var matrix = PositiveDefinite(70);
        var expected = Cholesky.Of(matrix).Factor;
        for (var i = 0; i < 70; i++) matrix.Row(i)[(i + 1)..].Fill(99);
        var before = matrix.Clone();
        Assert.Equal(expected.AsSpan(), Cholesky.Of(matrix).Factor.AsSpan());
        Assert.Equal(before.AsSpan(), matrix.AsSpan());
    }

    [Fact]
    public void The_number_of_workers_does_not_change_a_bit()
    {
        var (matrix, b) = (PositiveDefinite(300), TestData.Normal<double>(300, 3, seed: 2));
        double[] Solution(int workers)
        {
            Workers.Count = workers;
            return Cholesky.Of(matrix).Solve(b).AsSpan().ToArray();
        }

        Assert.Equal(Solution(1), Solution(3));
    }

    [Fact]
    public void What_is_not_positive_definite_is_refused_with_the_pivot()
    {
        var matrix = PositiveDefinite(80);
        matrix[70, 70] = -1;
        Assert.Contains("must be positive definite, but pivot 70 was", Assert.Throws<ArgumentException>(() => Cholesky.Of(matrix)).Message, StringComparison.Ordinal);
        var features = TestData.Normal<double>(12, 3, seed: 4);
        var singular = new Matrix<double>(12, 12);
        MatMul.NT(features, features, singular);
        Assert.Contains("pivot 3 was", Assert.Throws<ArgumentException>(() => Cholesky.Of(singular)).Message, StringComparison.Ordinal);
        matrix[3, 2] = double.NaN;
        Assert.Contains("must be finite", Assert.Throws<ArgumentException>(() => Cholesky.Of(matrix)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Cholesky.Of(new Matrix<double>(2, 3)));
        Assert.Throws<ArgumentException>(() => Cholesky.Of(PositiveDefinite(5)).Solve(new Matrix<double>(4, 1)));
    }

    // Eigenvalues from 1 to about 5: a condition that keeps both routes exact to a few ε.
    private static Matrix<double> PositiveDefinite(int order)
    {
        var features = TestData.Normal<double>(order, order, seed: 1);
        var matrix = new Matrix<double>(order, order);
        MatMul.NT(features, features, matrix);
        foreach (ref var element in matrix.AsSpan()) element /= order;
        for (var i = 0; i < order; i++) matrix[i, i] += 1;
        return matrix;
    }

    private static MathNet.Numerics.LinearAlgebra.Matrix<double> MathNet(Matrix<double> matrix) =>
        global::MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.Dense(matrix.Rows, matrix.Columns, (i, j) => matrix[i, j]);
}
