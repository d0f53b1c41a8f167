using System.Numerics;
using DeepDive.Numerics;

namespace DeepDive.Analysis;

/// <summary>
/// Kernel ridge regression (Saunders, Gammerman and Vovk 1998): f(x) = Σ_n k(x, x_n)·α_n with the α that minimise
/// ‖Y − K·α‖² + λ tr(αᵀ·K·α), α = (K + λI)⁻¹·Y. Legend: n training rows, m new rows, t targets.
/// </summary>
/// <remarks>
/// With a tangent kernel and λ → 0 it is the limit of gradient descent on a linearised network that starts at f = 0 (Jacot, Gabriel
/// and Hongler 2018). Float64, by <see cref="Cholesky"/>: n³/3 operations and 2 n² float64 numbers of memory.
/// </remarks>
public sealed class KernelRidge
{
    private KernelRidge(Matrix<double> coefficients, double ridge) => (Coefficients, Ridge) = (coefficients, ridge);

    /// <summary>α, [n, t].</summary>
    public Matrix<double> Coefficients { get; }

    /// <summary>λ it was fitted with.</summary>
    public double Ridge { get; }

    /// <summary>Fits training rows.</summary>
    /// <param name="kernel">K, [n, n], symmetric positive semi-definite; of all outputs of a network, with a row for each.</param>
    /// <param name="targets">Y, [n, t].</param>
    /// <param name="ridge">λ ≥ 0, in the units of the kernel.</param>
    /// <exception cref="ArgumentException">K is not square, or K + λI not positive definite, a number is not finite, or Y has not n rows.</exception>
    /// <exception cref="ArgumentOutOfRangeException">λ is negative or not finite.</exception>
    public static KernelRidge Fit<T>(Matrix<T> kernel, Matrix<T> targets, double ridge)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.ThrowIfNoKernel(kernel);
        Guard.ThrowIfNoTargets(targets, kernel.Rows);
        if (!(ridge >= 0 && double.IsFinite(ridge)))
            throw new ArgumentOutOfRangeException(nameof(ridge), ridge, $"the ridge must be ≥ 0 and finite, but was {ridge}");
        var shifted = kernel.To<double>();
        for (var i = 0; i < shifted.Rows; i++) shifted[i, i] += ridge;
        return new(Cholesky.Of(shifted).Solve(targets.To<double>()), ridge);
    }

    /// <summary>Predictions for new rows.</summary>
    /// <param name="kernelBetween">k between new rows and training rows, [m, n].</param>
    /// <returns>[m, t].</returns>
    /// <exception cref="ArgumentException">The kernel has not n columns, or a number is not finite.</exception>
    public Matrix<double> Predict<T>(Matrix<T> kernelBetween)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.ThrowIfEmptyOrNotFinite(kernelBetween, "the kernel between new and training rows");
        if (kernelBetween.Columns != Coefficients.Rows)
            throw new ArgumentException($"the kernel must have {Coefficients.Rows} columns, one a training row, but has {kernelBetween.Columns}; new rows are its rows", nameof(kernelBetween));
        var result = new Matrix<double>(kernelBetween.Rows, Coefficients.Columns);
        MatMul.NN(kernelBetween.To<double>(), Coefficients, result);
        return result;
    }
}
