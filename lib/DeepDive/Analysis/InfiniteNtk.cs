using System.Numerics;
using System.Numerics.Tensors;
using DeepDive.Models;
using DeepDive.Numerics;

namespace DeepDive.Analysis;

/// <summary>
/// The neural tangent kernel of a ReLU multilayer perceptron of infinite width, in closed form: the limit of one output's
/// <see cref="Ntk.Kernel{T}(Network{T}, Matrix{T}, NtkOutput, NtkParametrisation?, long?)"/> as the width grows, at initialisation and, at that
/// width, all through training (Jacot, Gabriel and Hongler 2018). Legend: n and m rows, d inputs, L hidden layers.
/// </summary>
/// <remarks>
/// Covariances Σ of the pre-activations and kernels Θ follow each other from layer to layer (Cho and Saul 2009; Lee et al. 2019, appendix E),
/// with cos θ = Σ_l(x, x′)/√(Σ_l(x, x)·Σ_l(x′, x′)):
/// Σ₀ = Θ₀ = σ_w²·⟨x, x′⟩/d + σ_b²,
/// Σ_{l+1} = σ_w²·√(Σ_l(x, x)·Σ_l(x′, x′))·(sin θ + (π − θ)·cos θ)/2π + σ_b²,
/// Θ_{l+1} = Σ_{l+1} + Θ_l · σ_w²·(π − θ)/2π.
/// Computed in float64, element by element: symmetric to the last bit, and the same bits whatever <see cref="Workers.Count"/>. θ comes
/// from sin²θ, which is carried along beside Σ: the cosine of nearly parallel rows would leave half the digits.
/// </remarks>
public static class InfiniteNtk
{
    /// <summary>The kernel of a set of rows, [n, n].</summary>
    /// <param name="x">[n, d].</param>
    /// <param name="depth">L ≥ 1.</param>
    /// <param name="parametrisation">σ_w² and σ_b², as those of the finite network.</param>
    /// <exception cref="ArgumentException">The inputs are empty or not finite, or a variance is out of range.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no hidden layer.</exception>
    public static Matrix<T> Kernel<T>(Matrix<T> x, int depth, NtkParametrisation parametrisation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Kernel(x, x, depth, parametrisation);

    /// <summary>The kernel between two sets of rows, [n, m].</summary>
    /// <param name="x">[n, d].</param>
    /// <param name="y">[m, d].</param>
    /// <param name="depth">L ≥ 1.</param>
    /// <param name="parametrisation">σ_w² and σ_b².</param>
    /// <exception cref="ArgumentException">The inputs are empty, not finite or of different widths, or a variance is out of range.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no hidden layer.</exception>
    public static Matrix<T> Kernel<T>(Matrix<T> x, Matrix<T> y, int depth, NtkParametrisation parametrisation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ThrowIfUnfit(x, y, depth, parametrisation);
        var (left, right) = (x.To<double>(), y.To<double>());
        var (leftVariances, rightVariances) = (Variances(left, parametrisation), Variances(right, parametrisation));
        var kernel = Matrix<T>.Uninitialised(x.Rows, y.Rows);
        var isSymmetric = x == y;
        Workers.For(x.Rows, i =>
        {
            for (var j = isSymmetric ? i : 0; j < y.Rows; j++)
            {
                kernel[i, j] = T.CreateTruncating(Element(left.Row(i), right.Row(j), leftVariances[i], rightVariances[j], depth, parametrisation));
                if (isSymmetric) kernel[j, i] = kernel[i, j];
            }
        });
        return kernel;
    }

    private static double Element(ReadOnlySpan<double> x, ReadOnlySpan<double> y, double p, double q, int depth, NtkParametrisation parametrisation)
    {
        var covariance = Covariance(x, y, parametrisation);
        var determinant = Determinant(x, y, p, covariance, parametrisation);
        var kernel = covariance;
        for (var l = 0; l < depth; l++)
        {
            var size = Math.Sqrt(p * q);
            var (sine, cosine) = size > 0 ? (Math.Sqrt(determinant) / size, covariance / size) : (0, 1);
            var angle = Math.Atan2(sine, cosine);
            var (similarity, dissimilarity) = Similarity(sine, cosine, angle);
            (p, q) = (NextVariance(p, parametrisation), NextVariance(q, parametrisation));
            var share = parametrisation.WeightVariance / 2;
            covariance = share * size * similarity + parametrisation.BiasVariance;
            determinant = NextDeterminant(p, q, share * size, similarity, dissimilarity, parametrisation.BiasVariance);
            kernel = covariance + kernel * share * (Math.PI - angle) / Math.PI;
        }

        return kernel;
    }

    /// <summary>κ = (sin θ + (π − θ)·cos θ)/π, and 1 − κ without cancellation where θ is small.</summary>
    private static (double Similarity, double Dissimilarity) Similarity(double sine, double cosine, double angle)
    {
        var complement = Math.PI - angle;
        var versine = cosine > 0 ? sine * sine / (1 + cosine) : 1 - cosine;
        return ((sine + complement * cosine) / Math.PI, (complement * versine + angle - sine) / Math.PI);
    }

    /// <summary>Σ(x, x)·Σ(x′, x′) − Σ(x, x′)², as Σ(x, x) times the square of what is left of x′ without its projection on x.</summary>
    private static double Determinant(ReadOnlySpan<double> x, ReadOnlySpan<double> y, double p, double covariance, NtkParametrisation parametrisation)
    {
        if (p == 0) return 0;
        var (slope, rest) = (covariance / p, 0.0);
        for (var k = 0; k < x.Length; k++)
        {
            var left = y[k] - slope * x[k];
            rest += left * left;
        }

        return p * (parametrisation.WeightVariance * rest / x.Length + parametrisation.BiasVariance * (1 - slope) * (1 - slope));
    }

    /// <summary>The same of (P + b)·(Q + b) − (s·κ + b)² with s² = P·Q: a sum of terms that are not negative.</summary>
    private static double NextDeterminant(double p, double q, double size, double similarity, double dissimilarity, double bias)
    {
        var difference = Math.Sqrt(Math.Max(p - bias, 0)) - Math.Sqrt(Math.Max(q - bias, 0));
        return size * size * dissimilarity * (1 + similarity) + bias * (difference * difference + 2 * size * dissimilarity);
    }

    // Half of a centred normal variable's variance is on the positive side.
    private static double NextVariance(double variance, NtkParametrisation parametrisation) =>
        parametrisation.WeightVariance * variance / 2 + parametrisation.BiasVariance;

    private static double[] Variances(Matrix<double> x, NtkParametrisation parametrisation) =>
        [.. Enumerable.Range(0, x.Rows).Select(i => Covariance(x.Row(i), x.Row(i), parametrisation))];

    private static double Covariance(ReadOnlySpan<double> x, ReadOnlySpan<double> y, NtkParametrisation parametrisation) =>
        parametrisation.WeightVariance * TensorPrimitives.Dot(x, y) / x.Length + parametrisation.BiasVariance;

    private static void ThrowIfUnfit<T>(Matrix<T> x, Matrix<T> y, int depth, NtkParametrisation parametrisation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.ThrowIfEmptyOrNotFinite(x, "the inputs");
        Guard.ThrowIfEmptyOrNotFinite(y, "the inputs");
        if (x.Columns != y.Columns)
            throw new ArgumentException($"both sets must have as many columns, but have {x.Columns} and {y.Columns}", nameof(y));
        ArgumentNullException.ThrowIfNull(parametrisation);
        parametrisation.ThrowIfInvalid();
        if (depth < 1) throw new ArgumentOutOfRangeException(nameof(depth), $"depth must be ≥ 1, but was {depth}; an MLP needs a hidden layer");
    }
}
