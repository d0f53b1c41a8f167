using System.Numerics.Tensors;

namespace DeepDive.Numerics;

/// <summary>
/// Eigenvalues of a symmetric operator from its products with m vectors (Lanczos 1950): an orthonormal basis Q of
/// span{v, Av, …, Aᵐ⁻¹v} in which A is tridiagonal, T = QᵀAQ = SΘSᵀ, with Ritz values Θ and Ritz vectors QS. Legend: n rows, m steps.
/// </summary>
/// <remarks>
/// Every basis vector is made orthogonal to all others twice (Giraud, Langou, Rozložník and van den Eshof 2005), so that no value comes
/// twice. The largest values converge first; of equal eigenvalues one start finds one. Memory: m·n float64 numbers.
/// Deterministic; as exact as the operator's products.
/// </remarks>
public sealed class Lanczos
{
    // What is left of a vector below this share is rounding.
    private const double Negligible = 1e-14;

    private readonly List<double[]> _basis = [];
    private readonly double[] _values;
    private readonly double[][] _vectors; // of T, in the order of the values
    private readonly double _startNorm;
    private readonly double _lastCoupling;

    private Lanczos(ISymmetricOperator matrix, double[] start, int steps, IReadOnlyList<double[]> without)
    {
        var (diagonal, couplings, size) = (new List<double>(), new List<double>(), 0.0);
        var next = (double[])start.Clone();
        _startNorm = Orthogonalise(next, without);
        for (var left = _startNorm / TensorPrimitives.Norm<double>(start); _basis.Count < steps && left > Negligible; left = couplings[^1] / size)
        {
            TensorPrimitives.Divide(next, TensorPrimitives.Norm<double>(next), next);
            _basis.Add(next);
            next = matrix.Multiply(next);
            size = Math.Max(size, TensorPrimitives.Norm<double>(next));
            if (!double.IsFinite(size)) throw new ArgumentException("the operator's products must be finite, but one is not; look for a diverged training run", nameof(matrix));
            diagonal.Add(TensorPrimitives.Dot<double>(next, _basis[^1]));
            couplings.Add(Orthogonalise(next, without));
        }

        _lastCoupling = couplings.LastOrDefault();
        (_values, _vectors) = Decompose([.. diagonal], [.. couplings]);
    }

    /// <summary>Ritz values θ, largest first: m, or fewer if the basis then holds all that A makes of the start.</summary>
    public IReadOnlyList<double> Values => _values;

    /// <summary>Takes m steps.</summary>
    /// <param name="matrix">A.</param>
    /// <param name="start">v, [n], not zero.</param>
    /// <param name="steps">m ≥ 1.</param>
    /// <param name="without">Orthonormal vectors, [n] each, whose directions are left out of v and of all products; null for none.</param>
    /// <exception cref="ArgumentException">The start has not n elements, or is zero, or a number is not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">m is not positive.</exception>
    public static Lanczos Of(ISymmetricOperator matrix, double[] start, int steps, IReadOnlyList<double[]>? without = null)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        ArgumentNullException.ThrowIfNull(start);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(steps);
        if (start.Length != matrix.Size) throw new ArgumentException($"the start must have {matrix.Size} elements as the operator has rows, but has {start.Length}", nameof(start));
        var norm = TensorPrimitives.Norm<double>(start);
        if (!(norm > 0 && double.IsFinite(norm))) throw new ArgumentException($"the start must be finite and not zero, but its norm was {norm}; draw a random one", nameof(start));
        return new(matrix, start, steps, without ?? []);
    }

    /// <summary>‖Ax − θx‖ = |β_m·s_m| of a Ritz pair: an eigenvalue of A lies so near to θ (Parlett 1980).</summary>
    /// <param name="index">0 for the largest.</param>
    public double Residual(int index) => Math.Abs(_lastCoupling * _vectors[index][^1]);

    /// <summary>The Ritz vector x = Qs, [n], of length 1.</summary>
    /// <param name="index">0 for the largest.</param>
    public double[] Vector(int index)
    {
        var (weights, result) = (_vectors[index], new double[_basis[0].Length]);
        for (var j = 0; j < weights.Length; j++) TensorPrimitives.MultiplyAdd(_basis[j], weights[j], result, result);
        return result;
    }

    /// <summary>vᵀf(A)v ≈ ‖v‖² Σ s₁²·f(θ), v without what was left out; exact for polynomials of degree 2m − 1 (Golub and Welsch 1969).</summary>
    /// <param name="f">A function of the eigenvalues.</param>
    public double Quadrature(Func<double, double> f) =>
        _startNorm * _startNorm * _values.Zip(_vectors, (value, vector) => vector[0] * vector[0] * f(value)).Sum();

    /// <summary>Takes the directions left out, and those of the basis, away from a vector; returns its length.</summary>
    private double Orthogonalise(double[] vector, IReadOnlyList<double[]> without)
    {
        for (var pass = 0; pass < 2; pass++)
        {
            foreach (var direction in without.Concat(_basis))
                TensorPrimitives.MultiplyAdd(direction, -TensorPrimitives.Dot<double>(direction, vector), vector, vector);
        }

        return TensorPrimitives.Norm<double>(vector);
    }

    private static (double[] Values, double[][] Vectors) Decompose(double[] diagonal, double[] couplings)
    {
        var turned = new Matrix<double>(diagonal.Length, diagonal.Length);
        for (var i = 0; i < turned.Rows; i++) turned[i, i] = 1;
        TridiagonalEigen.Solve(diagonal, couplings, turned);
        var vectors = Enumerable.Range(0, turned.Rows).Select(i => turned.Row(i).ToArray()).ToArray();
        Array.Sort(diagonal, vectors);
        Array.Reverse(diagonal);
        Array.Reverse(vectors);
        return (diagonal, vectors);
    }
}
