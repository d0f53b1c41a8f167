using System.Numerics;
using DeepDive.Numerics;

namespace DeepDive.Analysis;

/// <summary>The spectra that ranks are taken of, each largest first. Legend: n rows, d features.</summary>
public static class Spectrum
{
    // Kernels may come from float32 arithmetic; what lies further below zero is no rounding.
    private const double KernelRounding = 1e-4;

    /// <summary>λ: eigenvalues of the centred covariance XᵀX/(n − 1), that is σ²/(n − 1) of the centred matrix.</summary>
    /// <remarks>
    /// Taken from the covariance [d, d] if d ≤ n, from the centred Gram matrix [n, n] otherwise: both have the same
    /// non-zero eigenvalues. Computed in float64; rounding below zero is taken out as <see cref="OfKernel"/> does it.
    /// </remarks>
    /// <param name="x">Representation, [n, d], n ≥ 2.</param>
    /// <returns>[min(n, d)].</returns>
    /// <exception cref="ArgumentException">Fewer than two rows, no column, or an element is not finite.</exception>
    public static double[] OfCovariance<T>(Matrix<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.ThrowIfEmptyOrNotFinite(x, "a representation");
        if (x.Rows < 2)
            throw new ArgumentException($"a covariance needs ≥ 2 rows, but there were {x.Rows}", nameof(x));
        var centred = Centring.Centre<T, double>(x);
        var size = Math.Min(x.Rows, x.Columns);
        var product = new Matrix<double>(size, size);
        if (x.Columns <= x.Rows) MatMul.TN(centred, centred, product);
        else MatMul.NT(centred, centred, product);
        return [.. NonNegative(SymmetricEigen.Values(product), product).Select(value => value / (x.Rows - 1))];
    }

    /// <summary>σ: singular values of a matrix as it is, not centred.</summary>
    /// <param name="matrix">[n, d], such as a weight.</param>
    /// <returns>[min(n, d)].</returns>
    /// <exception cref="ArgumentException">The matrix is empty, or an element is not finite.</exception>
    public static double[] OfMatrix<T>(Matrix<T> matrix)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.ThrowIfEmptyOrNotFinite(matrix, "a matrix");
        return SingularValues.Of(matrix);
    }

    /// <summary>λ: eigenvalues of a symmetric, positive semidefinite kernel, not centred.</summary>
    /// <remarks>
    /// In the kernel's own precision (<see cref="SymmetricEigen.Values"/>): in float32 an eigenvalue is right to a few 2⁻²³ of
    /// the largest (some tens of them where all are nearly equal), and the soft rank to 1e-4 of itself. Where rounding puts eigenvalues below zero, up to 1e-4 of the
    /// largest, it has put as many above; so the result is the nearest spectrum that is non-negative and has the kernel's
    /// trace, max(λ − θ, 0) with one θ for all (Held, Wolfe and Crowder 1974), which moves no eigenvalue by more than rounding did.
    /// </remarks>
    /// <param name="kernel">[n, n].</param>
    /// <returns>[n].</returns>
    /// <exception cref="ArgumentException">Empty, not square, not finite, or with an eigenvalue further below zero.</exception>
    public static double[] OfKernel<T>(Matrix<T> kernel)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.ThrowIfNoKernel(kernel);
        var values = SymmetricEigen.Values(kernel);
        if (values[^1] < -KernelRounding * Math.Abs(values[0]))
            throw new ArgumentException($"a kernel must have no negative eigenvalue, but the smallest was {values[^1]:G3} beside {values[0]:G3}", nameof(kernel));
        return NonNegative(values, kernel);
    }

    /// <summary>The nearest spectrum that is non-negative and has the matrix's trace, if rounding has put an eigenvalue below zero.</summary>
    private static double[] NonNegative<T>(double[] descending, Matrix<T> matrix)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (descending[^1] >= 0) return descending;
        var excess = 0.0; // of the eigenvalues so far over the trace
        for (var i = 0; i < matrix.Rows; i++) excess -= double.CreateTruncating(matrix[i, i]);
        var shift = 0.0;
        for (var i = 0; i < descending.Length; i++)
        {
            excess += descending[i];
            var next = excess / (i + 1);
            if (descending[i] <= next) break;
            shift = next;
        }

        return [.. descending.Select(value => Math.Max(value - shift, 0))];
    }
}
