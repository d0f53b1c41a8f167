using DeepDive.Numerics;
using DeepDive.Tests.Analysis;
using DeepDive.Tests.Models;

namespace DeepDive.Tests.Numerics;

public class LanczosTests
{
    private const int Order = 40;

    [Fact]
    public void The_largest_values_agree_with_NumPy()
    {
        var golden = KernelGolden.Values;
        var matrix = Matrix<double>.FromRows(golden.Kernel);
        var lanczos = Lanczos.Of(new MatrixOperator(matrix), Normal(matrix.Rows, 1), 24);
        for (var i = 0; i < 12; i++) Assert.Equal(golden.Eigenvalues[i], lanczos.Values[i], 1e-12);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(20)]
    [InlineData(40)]
    public void Ritz_pairs_have_the_residuals_they_state_and_an_eigenvalue_within(int steps)
    {
        var matrix = Kernel();
        var lambda = SymmetricEigen.Values(matrix);
        var lanczos = Lanczos.Of(new MatrixOperator(matrix), Normal(Order, 1), steps);
        Assert.Equal(steps, lanczos.Values.Count);
        for (var i = 0; i < steps; i++)
        {
            var (x, theta) = (lanczos.Vector(i), lanczos.Values[i]);
            var image = new MatrixOperator(matrix).Multiply(x);
            Assert.Equal(Norm(image.Zip(x, (a, b) => a - theta * b)), lanczos.Residual(i), 1e-12 * lambda[0]);
            Assert.InRange(lambda.Min(value => Math.Abs(value - theta)), 0, lanczos.Residual(i) + 1e-12 * lambda[0]);
            for (var j = 0; j <= i; j++) Assert.Equal(i == j ? 1 : 0, x.Zip(lanczos.Vector(j), (a, b) => a * b).Sum(), 1e-12);
        }

        if (steps < Order) return;
        for (var i = 0; i < Order; i++) Assert.Equal(lambda[i], lanczos.Values[i], 1e-12 * lambda[0]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void Quadrature_is_exact_for_polynomials_of_twice_the_steps(int steps)
    {
        var (matrix, v) = (new MatrixOperator(Kernel()), Normal(Order, 2));
        var lanczos = Lanczos.Of(matrix, v, steps);
        var power = v;
        for (var degree = 0; degree < 2 * steps; degree++)
        {
            var expected = v.Zip(power, (a, b) => a * b).Sum();
            Assert.Equal(expected, lanczos.Quadrature(lambda => Math.Pow(lambda, degree)), 1e-11 * expected);
            power = matrix.Multiply(power);
        }

        Assert.NotEqual(v.Zip(power, (a, b) => a * b).Sum(), lanczos.Quadrature(lambda => Math.Pow(lambda, 2 * steps)), 1e-3);
    }

    [Fact]
    public void Directions_left_out_take_their_eigenvalues_with_them()
    {
        var matrix = Kernel();
        var (lambda, vectors) = SymmetricEigen.Top(matrix, 5);
        var lanczos = Lanczos.Of(new MatrixOperator(matrix), Normal(Order, 1), 30, [vectors.Column(0), vectors.Column(2)]);
        Assert.Equal(lambda[1], lanczos.Values[0], 1e-10 * lambda[0]);
        Assert.Equal(lambda[3], lanczos.Values[1], 1e-10 * lambda[0]);
        Assert.Equal(lambda[4], lanczos.Values[2], 1e-10 * lambda[0]);
    }

    [Fact]
    public void It_stops_when_the_basis_holds_all_that_the_operator_makes_of_the_start()
    {
        var matrix = Kernel();
        var (lambda, vectors) = SymmetricEigen.Top(matrix, 2);
        var start = vectors.Column(0).Zip(vectors.Column(1), (a, b) => a + 2 * b).ToArray();
        Assert.InRange(Lanczos.Of(new MatrixOperator(matrix), start, 30).Values.Count, 2, 4);
        var nothing = Lanczos.Of(new MatrixOperator(matrix), start, 30, [vectors.Column(0), vectors.Column(1)]);
        Assert.Empty(nothing.Values);
        Assert.Equal(0, nothing.Quadrature(Math.Exp));
        Assert.Equal([0.0], Lanczos.Of(new MatrixOperator(new Matrix<double>(3, 3)), [1, 2, 3], 3).Values);
    }

    [Fact]
    public void Arguments_that_make_no_sense_are_refused()
    {
        var matrix = Kernel();
        Assert.Throws<ArgumentOutOfRangeException>(() => Lanczos.Of(new MatrixOperator(matrix), Normal(Order, 1), 0));
        Assert.Contains("40 elements", Assert.Throws<ArgumentException>(() => Lanczos.Of(new MatrixOperator(matrix), [1], 3)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Lanczos.Of(new MatrixOperator(matrix), new double[Order], 3));
        matrix[2, 2] = double.NaN;
        Assert.Contains("products must be finite", Assert.Throws<ArgumentException>(() => Lanczos.Of(new MatrixOperator(matrix), Normal(Order, 1), 3)).Message, StringComparison.Ordinal);
    }

    private static Matrix<double> Kernel()
    {
        var features = TestData.Normal<double>(Order, Order, seed: 3);
        var matrix = new Matrix<double>(Order, Order);
        MatMul.NT(features, features, matrix);
        return matrix;
    }

    private static double[] Normal(int count, ulong seed) => TestData.Normal<double>(1, count, seed).AsSpan().ToArray();

    private static double Norm(IEnumerable<double> vector) => Math.Sqrt(vector.Sum(element => element * element));

    private sealed class MatrixOperator(Matrix<double> matrix) : ISymmetricOperator
    {
        public int Size => matrix.Rows;

        public double[] Multiply(double[] vector) =>
            [.. Enumerable.Range(0, Size).Select(i => vector.Select((value, j) => matrix[i, j] * value).Sum())];
    }
}
