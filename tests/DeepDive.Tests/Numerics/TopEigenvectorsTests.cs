using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.Intrinsics;
using DeepDive.Numerics;

namespace DeepDive.Tests.Numerics;

/// <summary>Eigenvectors are judged by their residual and their orthogonality: neither needs a reference.</summary>
[Collection("Workers")]
public class TopEigenvectorsTests
{
    private const double FloatEpsilon = 1.0 / (1 << 23);
    private const double DoubleEpsilon = 1.0 / (1L << 52);

    public static TheoryData<SymmetricKind> Kinds => new(Enum.GetValues<SymmetricKind>());

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Vectors_are_orthonormal_and_solve_the_eigenvalue_equation(SymmetricKind kind)
    {
        foreach (var n in new[] { 1, 2, 31, 32, 33, 65, 96, 97, 130, 210 })
        {
            var matrix = SymmetricMatrices.Make(kind, n);
            AssertEigenpairs(matrix.To<float>(), Math.Min(n, 12), FloatEpsilon);
            AssertEigenpairs(matrix, Math.Min(n, 7), DoubleEpsilon);
        }
    }

    [Theory]
    [InlineData(SymmetricKind.Random)]
    [InlineData(SymmetricKind.Clustered)]
    [InlineData(SymmetricKind.RankDeficient)]
    public void All_vectors_may_be_asked_for(SymmetricKind kind) =>
        AssertEigenpairs(SymmetricMatrices.Make(kind, 70).To<float>(), 70, FloatEpsilon);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Vectors_do_not_depend_on_the_register_width_but_for_rounding(SymmetricKind kind)
    {
        var matrix = SymmetricMatrices.Make(kind, 100).To<float>();
        AssertEigenpairs(matrix, 6, FloatEpsilon, new TwoStageEigen<float, Vector256<float>, Lanes256<float>, Six>().Vectors(matrix, 1, 6));
        AssertEigenpairs(matrix, 6, FloatEpsilon, new TwoStageEigen<float, Vector128<float>, Lanes128<float>, Six>().Vectors(matrix, 1, 6));
        AssertEigenpairs(matrix, 6, FloatEpsilon, new TwoStageEigen<float, float, ScalarLanes<float>, Six>().Vectors(matrix, 1, 6));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_decomposition_has_all_vectors(SymmetricKind kind)
    {
        foreach (var n in new[] { 1, 2, 3, 16, 17, 63, 64, 65, 130 })
        {
            var matrix = SymmetricMatrices.Make(kind, n);
            var (values, vectors) = SymmetricEigen.Decompose(matrix);
            AssertEigenpairs(matrix, values, [.. Enumerable.Range(0, n).Select(vectors.Column)], DoubleEpsilon, orthogonality: Math.Max(n, 16) * DoubleEpsilon);
            for (var j = 0; j < n; j++) Assert.True(TensorPrimitives.MaxMagnitude<double>(vectors.Column(j)) > 0);
        }
    }

    [Theory]
    [InlineData(1e200)]
    [InlineData(1e-300)]
    public void A_decomposition_bears_any_scale(double scale)
    {
        var unit = SymmetricMatrices.Make(SymmetricKind.Random, 20);
        var (values, vectors) = SymmetricEigen.Decompose(SymmetricMatrices.Symmetric(20, (i, j) => scale * unit[i, j]));
        var (expected, same) = SymmetricEigen.Decompose(unit);
        for (var j = 0; j < 20; j++)
        {
            Assert.Equal(expected[j], values[j] / scale, 1e-13);
            for (var i = 0; i < 20; i++) Assert.Equal(same[i, j], vectors[i, j], 1e-12);
        }
    }

    [Fact]
    public void A_decomposition_s_bits_do_not_depend_on_the_number_of_workers()
    {
        var matrix = SymmetricMatrices.Make(SymmetricKind.Random, 150);
        var before = Workers.Count;
        try
        {
            Workers.Count = 1;
            var one = SymmetricEigen.Decompose(matrix);
            Workers.Count = 3;
            var three = SymmetricEigen.Decompose(matrix);
            Assert.Equal(one.Values, three.Values);
            Assert.Equal(one.Vectors.AsSpan(), three.Vectors.AsSpan());
        }
        finally
        {
            Workers.Count = before;
        }
    }

    [Fact]
    public void Each_vector_has_a_positive_element_of_largest_magnitude()
    {
        var (_, vectors) = SymmetricEigen.Top(SymmetricMatrices.Make(SymmetricKind.Random, 60), 60);
        for (var j = 0; j < 60; j++) Assert.True(TensorPrimitives.MaxMagnitude<double>(vectors.Column(j)) > 0);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(6)]
    public void A_count_outside_the_order_is_refused(int count) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => SymmetricEigen.Top(SymmetricMatrices.Make(SymmetricKind.Random, 5), count));

    private static void AssertEigenpairs<T>(Matrix<T> matrix, int count, double epsilon)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (values, vectors) = SymmetricEigen.Top(matrix, count);
        var columns = Enumerable.Range(0, count).Select(j => Array.ConvertAll(vectors.Column(j), double.CreateTruncating)).ToArray();
        AssertEigenpairs(matrix, values, columns, epsilon);
    }

    private static void AssertEigenpairs(Matrix<float> matrix, int count, double epsilon, double[][] vectors)
    {
        var values = RayleighRitz.Improve(matrix, vectors);
        Assert.Equal(count, values.Length);
        AssertEigenpairs(matrix, values, vectors, epsilon);
    }

    /// <summary>‖A·x − λ·x‖ ≤ n · ε · max|λ|, |xᵢ·xⱼ − δᵢⱼ| ≤ 4ε or another bound, and λ are the largest eigenvalues.</summary>
    private static void AssertEigenpairs<T>(Matrix<T> matrix, double[] values, double[][] vectors, double epsilon, double? orthogonality = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var all = OneStageEigen.Values(matrix, 1).OrderDescending().ToArray();
        var tolerance = Math.Max(matrix.Rows, 16) * epsilon * all.Max(Math.Abs);
        for (var j = 0; j < values.Length; j++)
        {
            Assert.Equal(all[j], values[j], tolerance);
            Assert.InRange(Residual(matrix, values[j], vectors[j]), 0, tolerance);
            for (var i = 0; i <= j; i++) Assert.Equal(i == j ? 1 : 0, TensorPrimitives.Dot<double>(vectors[i], vectors[j]), orthogonality ?? 4 * epsilon);
        }
    }

    private static double Residual<T>(Matrix<T> matrix, double value, double[] vector)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var squares = 0.0;
        for (var i = 0; i < matrix.Rows; i++)
        {
            var rest = -value * vector[i];
            for (var j = 0; j < matrix.Rows; j++) rest += double.CreateTruncating(matrix[i, j]) * vector[j];
            squares += rest * rest;
        }

        return Math.Sqrt(squares);
    }
}
