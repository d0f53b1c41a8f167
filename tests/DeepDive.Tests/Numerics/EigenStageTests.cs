using System.Runtime.Intrinsics;
using DeepDive.Numerics;

namespace DeepDive.Tests.Numerics;

/// <summary>Each stage of the two-stage reduction on its own, with the plain float64 eigenvalues as the invariant.</summary>
public unsafe class EigenStageTests
{
    private const int Width = Band.Width;
    private const double Tolerance = 100.0 / (1 << 23); // times the largest eigenvalue; measured: 3 · 2⁻²³

    [Theory]
    [InlineData(33)]
    [InlineData(65)]
    [InlineData(150)]
    public void Reduction_to_a_band_keeps_the_eigenvalues(int n)
    {
        var matrix = SymmetricMatrices.Make(SymmetricKind.Random, n).To<float>();
        AssertSameEigenvalues(matrix.To<double>(), FromBand(Reduced(matrix).Result, n, Width));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(33)]
    [InlineData(150)]
    public void Chasing_keeps_the_eigenvalues_of_the_band_and_leaves_two_diagonals(int n)
    {
        var reduction = Reduced(SymmetricMatrices.Make(SymmetricKind.Random, n).To<float>());
        var band = FromBand(reduction.Result, n, Width);
        new BulgeChase<float, Vector512<float>, Lanes512<float>>().Reduce(reduction.Result, n);
        AssertSameEigenvalues(band, FromBand(reduction.Result, n, 1));
        for (var j = 0; j < n; j++)
        {
            for (var i = j + 2; i < Math.Min(n, j + 2 * Width); i++) Assert.Equal(0, reduction.Result[Band.At(i, j)], 1e-4f);
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(40, 40)]
    [InlineData(200, 200)]
    [InlineData(200, 7)]
    public void Bisection_agrees_with_QL(int n, int count)
    {
        var random = new RandomStream(8);
        var band = new Matrix<float>(1, Band.Length(n));
        var (diagonal, offDiagonal) = (new double[n], new double[n]);
        for (var i = 0; i < n; i++)
        {
            diagonal[i] = band.Pointer[Band.At(i, i)] = (float)random.NextNormal();
            if (i + 1 < n) offDiagonal[i] = band.Pointer[Band.At(i + 1, i)] = i % 10 == 3 ? 0 : (float)random.NextNormal();
        }

        var values = new SturmBisection<float, Vector512<float>, Lanes512<float>>().Largest(band.Pointer, n, count);
        TridiagonalEigen.Solve(diagonal, offDiagonal);
        var expected = diagonal.OrderDescending().Take(count).ToArray();
        for (var i = 0; i < count; i++) Assert.Equal(expected[i], values[i], 4e-6);
        GC.KeepAlive(band);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(100)]
    public void A_panel_is_Q_times_R_with_Q_orthogonal(int rows)
    {
        var random = new RandomStream(9);
        var panel = new Matrix<double>(Math.Max(rows, Width), Width);
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < Width; j++) panel[i, j] = random.NextNormal();
        }

        var (original, v, t) = (panel.Clone(), new Matrix<double>(panel.Rows, Width), new Matrix<double>(Width, Width));
        new PanelFactor<double, Vector512<double>, Lanes512<double>>().Factor(panel.Pointer, rows, v.Pointer, t.Pointer);
        GC.KeepAlive(panel);

        // Q = I − V·T·Vᵀ
        var (vt, q) = (new Matrix<double>(panel.Rows, Width), new Matrix<double>(panel.Rows, panel.Rows));
        PlainMatMul.NN(v, t, vt);
        PlainMatMul.NT(vt, v, q);
        foreach (ref var element in q.AsSpan()) element = -element;
        for (var i = 0; i < q.Rows; i++) q[i, i]++;
        var (square, r) = (new Matrix<double>(q.Rows, q.Rows), new Matrix<double>(q.Rows, Width));
        PlainMatMul.TN(q, q, square);
        PlainMatMul.TN(q, original, r);
        for (var i = 0; i < q.Rows; i++)
        {
            for (var j = 0; j < q.Rows; j++) Assert.Equal(i == j ? 1 : 0, square[i, j], 1e-13);
            for (var j = 0; j < Width; j++) Assert.Equal(j >= i ? panel[i, j] : 0, r[i, j], 1e-13);
        }
    }

    [Fact]
    public void Inverse_iteration_finds_the_vector_of_an_exact_and_of_an_inexact_shift()
    {
        const int N = 120;
        var band = Reduced(SymmetricMatrices.Make(SymmetricKind.Random, N).To<float>()).Result;
        var dense = FromBand(band, N, Width);
        var value = OneStageEigen.Values(dense, 1).Max();
        foreach (var error in new[] { 0, 1e-6 * value })
        {
            var vector = BandInverseIteration.Vectors(band, N, [value + error])[0];
            var largest = Enumerable.Range(0, N).Max(i => Math.Abs(Enumerable.Range(0, N).Sum(j => dense[i, j] * vector[j]) - value * vector[i]));
            Assert.InRange(largest, 0, 1e-12 * value);
        }
    }

    private static BandReduction<float, Vector512<float>, Lanes512<float>, Twelve> Reduced(Matrix<float> matrix)
    {
        var reduction = new BandReduction<float, Vector512<float>, Lanes512<float>, Twelve>();
        reduction.Blocks.Load(matrix, 1);
        reduction.Reduce(keepReflectors: false);
        return reduction;
    }

    private static Matrix<double> FromBand(float* band, int n, int width) =>
        SymmetricMatrices.Symmetric(n, (i, j) => i - j <= width ? band[Band.At(i, j)] : 0);

    private static void AssertSameEigenvalues(Matrix<double> expected, Matrix<double> actual)
    {
        var (wanted, got) = (OneStageEigen.Values(expected, 1).Order().ToArray(), OneStageEigen.Values(actual, 1).Order().ToArray());
        for (var i = 0; i < got.Length; i++) Assert.Equal(wanted[i], got[i], Tolerance * Math.Max(wanted[^1], -wanted[0]));
    }
}
