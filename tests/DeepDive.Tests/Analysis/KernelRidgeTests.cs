using DeepDive.Analysis;
using DeepDive.Models;
using DeepDive.Numerics;
using DeepDive.Tests.Models;

namespace DeepDive.Tests.Analysis;

public class KernelRidgeTests
{
    // Condition numbers of the golden systems reach 1e4.
    private const double Tolerance = 1e-11;

    [Fact]
    public void Coefficients_and_predictions_agree_with_SciPy()
    {
        var golden = KernelGolden.Values;
        foreach (var (ridge, coefficients, predictions) in golden.Ridges)
        {
            var fit = KernelRidge.Fit(Matrix<double>.FromRows(golden.Kernel), Matrix<double>.FromRows(golden.Targets), ridge);
            Assert.Equal(ridge, fit.Ridge);
            Assert.InRange(KernelError.Of(Matrix<double>.FromRows(coefficients), fit.Coefficients), 0, Tolerance);
            Assert.InRange(KernelError.Of(Matrix<double>.FromRows(predictions), fit.Predict(Matrix<double>.FromRows(golden.Between))), 0, Tolerance);
        }
    }

    [Fact]
    public void With_a_tangent_kernel_it_is_ridge_regression_on_the_Jacobian()
    {
        const double Ridge = 0.3;
        var network = Mlp.Create<double>(2, depth: 2, width: 4, outputs: 1, Activation.Tanh, new RandomStream(1));
        var (x, others, y) = (TestData.Normal<double>(15, 2, seed: 2), TestData.Normal<double>(4, 2, seed: 3), TestData.Normal<double>(15, 1, seed: 4));
        var fit = KernelRidge.Fit(Ntk.Kernel(network, x), y, Ridge);
        var predictions = fit.Predict(Ntk.Kernel(network, others, x));

        // w = (JᵀJ + λI)⁻¹·Jᵀy in parameter space, [P, P], by another decomposition.
        var jacobian = MathNetOf(Jacobians.Explicit(network, x));
        var normal = jacobian.TransposeThisAndMultiply(jacobian);
        for (var p = 0; p < normal.RowCount; p++) normal[p, p] += Ridge;
        var expected = MathNetOf(Jacobians.Explicit(network, others)) * normal.LU().Solve(jacobian.TransposeThisAndMultiply(MathNetOf(y)));
        for (var i = 0; i < 4; i++) Assert.Equal(expected[i, 0], predictions[i, 0], 1e-12);
    }

    [Fact]
    public void Float32_kernels_are_fitted_in_float64_and_without_a_ridge_the_fit_interpolates()
    {
        var golden = KernelGolden.Values;
        var kernel = Matrix<double>.FromRows(golden.Kernel).To<float>();
        for (var i = 0; i < kernel.Rows; i++) kernel[i, i] += 0.5f;
        var targets = Matrix<double>.FromRows(golden.Targets).To<float>();
        Assert.InRange(KernelError.Of(targets.To<double>(), KernelRidge.Fit(kernel, targets, ridge: 0).Predict(kernel)), 0, 1e-12);
    }

    [Fact]
    public void Arguments_that_make_no_sense_are_refused()
    {
        var (kernel, targets) = (Matrix<double>.FromRows([1, 1], [1, 1]), Matrix<double>.FromRows([1], [2]));
        Assert.Contains("add a ridge", Assert.Throws<ArgumentException>(() => KernelRidge.Fit(kernel, targets, 0)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => KernelRidge.Fit(kernel, targets, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => KernelRidge.Fit(kernel, targets, double.NaN));
        Assert.Throws<ArgumentException>(() => KernelRidge.Fit(kernel, targets.RowRange(0, 1), 1));
        Assert.Throws<ArgumentException>(() => KernelRidge.Fit(kernel.ColumnRange(0, 1), targets, 1));
        var fit = KernelRidge.Fit(kernel, targets, 1);
        Assert.Contains("2 columns, one a training row, but has 3", Assert.Throws<ArgumentException>(() => fit.Predict(new Matrix<double>(2, 3))).Message, StringComparison.Ordinal);
        targets[0, 0] = double.NaN;
        Assert.Throws<ArgumentException>(() => KernelRidge.Fit(kernel, targets, 1));
    }

    private static MathNet.Numerics.LinearAlgebra.Matrix<double> MathNetOf(Matrix<double> matrix) =>
        MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.Dense(matrix.Rows, matrix.Columns, (i, j) => matrix[i, j]);
}
