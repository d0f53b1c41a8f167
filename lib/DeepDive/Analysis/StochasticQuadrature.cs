using System.Numerics;
using DeepDive.Numerics;

namespace DeepDive.Analysis;

/// <summary>
/// Estimates tr f(A) = Σ f(λ) of a symmetric operator by stochastic Lanczos quadrature (Ubaru, Chen and Saad 2017): the mean of zᵀf(A)z
/// over random signs z. The largest eigenvalues, which would make most of its variance, are taken apart first (Gambhir,
/// Stathopoulos and Orginos 2017): tr f(A) = Σ_top f(θ) + the mean of wᵀf(A)w, w the part of z orthogonal to their vectors.
/// </summary>
internal sealed class StochasticQuadrature
{
    // Ritz pairs with a residual below this share of the largest value count as eigenpairs; the sums are no better known than that.
    private const double Converged = 1e-8;

    // Units ε of rounding that sums of some thousand products gather, relative to the largest eigenvalue.
    private const double RoundingUnits = 16;

    private readonly Lanczos _largest;
    private readonly double[] _apart;
    private readonly Lanczos[] _probes;
    private readonly double _rounding;

    private StochasticQuadrature(ISymmetricOperator matrix, SpectralEstimateOptions options, int probeSteps, double rounding)
    {
        var random = new RandomStream(options.Seed);
        _rounding = rounding;
        _largest = Lanczos.Of(matrix, Signs(random.Split("start"), matrix.Size), options.Steps);
        int[] apart = [.. Enumerable.Range(0, _largest.Values.Count).Where(i => _largest.Residual(i) <= Converged * Math.Abs(_largest.Values[0]))];
        _apart = Array.ConvertAll(apart, i => _largest.Values[i]);
        var vectors = Array.ConvertAll(apart, _largest.Vector);
        _probes = new Lanczos[options.Probes];
        for (var p = 0; p < _probes.Length; p++)
            _probes[p] = Lanczos.Of(matrix, Signs(random.Split("probes").Split((ulong)p), matrix.Size), probeSteps, vectors);
    }

    /// <summary>Draws the probes and takes all steps.</summary>
    /// <param name="matrix">A, whose products have the precision <typeparamref name="T"/>.</param>
    /// <param name="options">Steps towards the largest eigenvalues, and probes.</param>
    /// <param name="probeSteps">Steps from each probe; 2 make polynomials up to λ³ exact.</param>
    public static StochasticQuadrature Of<T>(ISymmetricOperator matrix, SpectralEstimateOptions options, int probeSteps)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        new(matrix, options, probeSteps, RoundingUnits * double.CreateTruncating(T.BitIncrement(T.One) - T.One));

    /// <summary>The largest Ritz values, each with its residual and rounding.</summary>
    public Estimate[] Top(int count) =>
        [.. Enumerable.Range(0, Math.Min(count, _largest.Values.Count)).Select(i => new Estimate(_largest.Values[i], _largest.Residual(i) + _rounding * Math.Abs(_largest.Values[0])))];

    /// <summary>Σ f(λ), with its standard error over the probes and, added to its square, what rounding and the pairs taken apart leave unknown.</summary>
    public Estimate Sum(Func<double, double> f)
    {
        var probes = SeedSummary.Of(Array.ConvertAll(_probes, probe => probe.Quadrature(f)));
        var value = _apart.Sum(f) + probes.Mean;
        return new(value, double.Hypot(probes.StandardDeviation / Math.Sqrt(probes.Count), (_rounding + Converged) * value));
    }

    private static double[] Signs(RandomStream random, int count)
    {
        var signs = new double[count];
        for (var i = 0; i < count; i++) signs[i] = (random.NextBits() & 1) == 0 ? 1 : -1;
        return signs;
    }
}
