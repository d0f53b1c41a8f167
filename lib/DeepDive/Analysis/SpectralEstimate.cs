using System.Numerics;
using DeepDive.Numerics;

namespace DeepDive.Analysis;

/// <summary>What the spectrum of a tangent kernel says, estimated from products alone, for kernels that fit no memory.</summary>
/// <remarks>
/// By stochastic Lanczos quadrature (Ubaru, Chen and Saad 2017) on what the converged largest eigenvalues leave (Gambhir, Stathopoulos
/// and Orginos 2017). <see cref="Alignment.WithTargets{T}(TangentOperator{T}, ReadOnlySpan{int}, SpectralEstimateOptions?)"/> estimates the alignment.
/// A standard error is that of the mean over the probes; 1e-8 + 16 ε of the value, for Lanczos's method and the rounding of products, is
/// added to its square. Same seed → same bits, whatever <see cref="Workers.Count"/>.
/// </remarks>
/// <param name="Trace">tr Θ with its standard error; <see cref="TangentOperator{T}.Trace"/> is exact.</param>
/// <param name="SoftRank">exp(−Σ p ln p), p = λ/tr Θ (<see cref="Rank.Soft"/>), with its standard error.</param>
/// <param name="Top">The largest eigenvalues, largest first, each with a bound: an eigenvalue of the kernel lies within it.</param>
public sealed record SpectralEstimate(Estimate Trace, Estimate SoftRank, IReadOnlyList<Estimate> Top)
{
    /// <summary>Estimates the spectrum of a kernel.</summary>
    /// <param name="kernel">Θ.</param>
    /// <param name="options">How much work, or null for the usual.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public static SpectralEstimate Of<T>(TangentOperator<T> kernel, SpectralEstimateOptions? options = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(kernel);
        options ??= new();
        options.ThrowIfInvalid();
        var quadrature = StochasticQuadrature.Of<T>(kernel, options, options.ProbeSteps);
        var trace = kernel.Trace();
        var entropy = quadrature.Sum(lambda => lambda <= 0 ? 0 : -lambda / trace * Math.Log(lambda / trace));
        var softRank = trace == 0 ? 0 : Math.Exp(entropy.Value);
        return new(quadrature.Sum(lambda => lambda), new(softRank, softRank * entropy.Error), quadrature.Top(options.Top));
    }
}
