using DeepDive.Numerics;
using MathNet.Numerics.LinearAlgebra.Factorization;
using Dense = MathNet.Numerics.LinearAlgebra.Matrix<double>;
using Symmetricity = MathNet.Numerics.LinearAlgebra.Symmetricity;

namespace DeepDive.Tests.Numerics;

/// <summary>Eigenvalues and singular values: closed forms, properties, and MathNet as an independent reference.</summary>
public class SpectralTests
{
    private const double Tolerance = 1e-13; // times the largest value: some hundred rounding errors

    [Fact]
    public void Eigenvalues_of_a_diagonal_matrix_are_its_diagonal_in_falling_order()
    {
        var matrix = Filled(4, 4, (i, j) => i == j ? new[] { 2.0, -5, 7, 0 }[i] : 0);
        Assert.Equal([7, 2, 0, -5], SymmetricEigen.Values(matrix));
    }

    [Fact]
    public void A_rank_one_matrix_has_one_eigenvalue_that_is_not_zero()
    {
        var values = SymmetricEigen.Values(Filled(50, 50, (i, j) => (i + 1.0) * (j + 1)));
        AssertClose(Enumerable.Range(0, 50).Select(i => i == 0 ? 42925.0 : 0), values);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(100)]
    public void The_second_difference_matrix_has_its_closed_form_eigenvalues(int n)
    {
        var values = SymmetricEigen.Values(Filled(n, n, (i, j) => i == j ? 2 : Math.Abs(i - j) == 1 ? -1 : 0));
        AssertClose(Enumerable.Range(1, n).Select(k => 2 + 2 * Math.Cos(k * Math.PI / (n + 1))), values);
    }

    [Fact]
    public void Turning_a_matrix_leaves_its_eigenvalues()
    {
        var expected = Enumerable.Range(0, 60).Select(i => Math.Pow(0.7, i) * (i % 3 == 0 ? -1 : 1)).ToArray();
        var basis = ToDense(RandomMatrix(60, 60)).QR().Q;
        var turned = FromDense(basis * Dense.Build.DenseOfDiagonalArray(expected) * basis.Transpose());
        AssertClose(expected.OrderDescending(), SymmetricEigen.Values(turned));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(33)]
    [InlineData(130)]
    public void Eigenvalues_agree_with_MathNet_and_only_the_symmetric_part_counts(int n)
    {
        var matrix = RandomMatrix(n, n);
        var symmetric = ToDense(matrix);
        symmetric = (symmetric + symmetric.Transpose()) / 2;
        AssertClose(symmetric.Evd(Symmetricity.Symmetric).EigenValues.Select(value => value.Real).OrderDescending(), SymmetricEigen.Values(matrix));
    }

    [Theory]
    [InlineData(1e-300)]
    [InlineData(1e300)]
    public void Very_small_and_very_large_numbers_keep_their_digits(double factor)
    {
        var matrix = Filled(20, 20, (i, j) => factor / (i + j + 1));
        var unscaled = Filled(20, 20, (i, j) => 1.0 / (i + j + 1));
        AssertClose(SymmetricEigen.Values(unscaled), SymmetricEigen.Values(matrix).Select(value => value / factor));
        AssertClose(SingularValues.Of(unscaled), SingularValues.Of(matrix).Select(value => value / factor));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 9)]
    [InlineData(40, 12)]
    [InlineData(12, 40)]
    [InlineData(65, 64)]
    public void Singular_values_agree_with_MathNet(int rows, int columns)
    {
        var matrix = RandomMatrix(rows, columns);
        AssertClose(ToDense(matrix).Svd(computeVectors: false).S, SingularValues.Of(matrix));
    }

    [Fact]
    public void Small_singular_values_keep_the_digits_that_a_Gram_matrix_would_lose()
    {
        double[] expected = [1, 1e-4, 1e-9, 3e-11, 0, 0];
        var left = ToDense(RandomMatrix(30, 6)).QR(QRMethod.Thin).Q;
        var right = ToDense(RandomMatrix(6, 6)).QR().Q;
        var matrix = FromDense(left * Dense.Build.DenseOfDiagonalArray(expected) * right);
        var values = SingularValues.Of(matrix);
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], values[i], 1e-15);
    }

    [Fact]
    public void Singular_values_of_float_and_strided_matrices_are_those_of_their_numbers()
    {
        var matrix = RandomMatrix(20, 9).To<float>();
        Assert.Equal(SingularValues.Of(matrix.To<double>()), SingularValues.Of(matrix));
        Assert.Equal(SingularValues.Of(matrix.ColumnRange(2, 5).Clone()), SingularValues.Of(matrix.ColumnRange(2, 5)));
    }

    [Fact]
    public void A_matrix_of_zeros_has_zero_values_and_an_empty_one_has_none()
    {
        Assert.Equal([0, 0, 0], SingularValues.Of(new Matrix<double>(3, 5)));
        Assert.Equal([0, 0, 0], SymmetricEigen.Values(new Matrix<double>(3, 3)));
        Assert.Empty(SingularValues.Of(new Matrix<double>(0, 5)));
        Assert.Empty(SymmetricEigen.Values(new Matrix<double>(0, 0)));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.NegativeInfinity)]
    public void A_number_that_is_not_finite_is_refused_with_its_position(double bad)
    {
        var matrix = RandomMatrix(5, 5);
        matrix[3, 1] = bad;
        Assert.Contains("(3, 1)", Assert.Throws<ArgumentException>(() => SymmetricEigen.Values(matrix)).Message, StringComparison.Ordinal);
        Assert.Contains("(3, 1)", Assert.Throws<ArgumentException>(() => SingularValues.Of(matrix)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Eigenvalues_of_a_matrix_that_is_not_square_are_refused() =>
        Assert.Throws<ArgumentException>(() => SymmetricEigen.Values(new Matrix<double>(2, 3)));

    private static void AssertClose(IEnumerable<double> expected, IEnumerable<double> actual)
    {
        var (wanted, got) = (expected.ToArray(), actual.ToArray());
        Assert.Equal(wanted.Length, got.Length);
        var largest = wanted.Max(Math.Abs);
        for (var i = 0; i < got.Length; i++) Assert.Equal(wanted[i], got[i], Tolerance * largest);
    }

    private static Matrix<double> Filled(int rows, int columns, Func<int, int, double> value)
    {
        var matrix = new Matrix<double>(rows, columns);
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++) matrix[i, j] = value(i, j);
        }

        return matrix;
    }

    private static Matrix<double> RandomMatrix(int rows, int columns)
    {
        var random = new RandomStream(5);
        return Filled(rows, columns, (_, _) => random.NextNormal());
    }

    private static Dense ToDense(Matrix<double> matrix) =>
        Dense.Build.Dense(matrix.Rows, matrix.Columns, (i, j) => matrix[i, j]);

    private static Matrix<double> FromDense(Dense matrix) =>
        Filled(matrix.RowCount, matrix.ColumnCount, (i, j) => matrix[i, j]);
}
