namespace DeepDive.Analysis;

/// <summary>Ranks of a spectrum: how many directions count.</summary>
/// <remarks>
/// Each says which spectrum it is defined on: σ, singular values of a matrix, or λ, eigenvalues of a covariance or a
/// kernel (<see cref="Spectrum"/>). The order of the entries does not matter, nor does their scale. A spectrum of zeros
/// has rank 0. All throw <see cref="ArgumentException"/> if the spectrum is empty or holds a NaN, infinite or negative
/// entry, and none returns NaN.
/// </remarks>
public static class Rank
{
    private const double RankMeShift = 1e-7;

    /// <summary>Soft (effective) rank exp(−Σ p ln p), p the spectrum divided by its sum, 0·ln 0 = 0 (Roy and Vetterli 2007).</summary>
    /// <param name="spectrum">λ of representations and kernels, σ of weights.</param>
    /// <returns>Between 1 and the number of non-zero entries; 0 for a spectrum of zeros.</returns>
    public static double Soft(IReadOnlyList<double> spectrum)
    {
        var p = Shares(spectrum);
        return p.Length == 0 ? 0 : Math.Exp(-p.Sum(share => share == 0 ? 0 : share * Math.Log(share)));
    }

    /// <summary>Numerical rank: how many λ exceed <paramref name="threshold"/> times the largest (Masarczyk et al. 2023).</summary>
    /// <param name="lambda">λ of a covariance, or σ² of a matrix.</param>
    /// <param name="threshold">Share of the largest, in [0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">The threshold is outside [0, 1).</exception>
    public static int Numerical(IReadOnlyList<double> lambda, double threshold = 1e-3)
    {
        if (!(threshold is >= 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(threshold), threshold, $"threshold must be in [0, 1), but was {threshold}");
        var floor = threshold * Largest(lambda);
        return lambda.Count(value => value > floor);
    }

    /// <summary>Stable rank ‖W‖²_F / ‖W‖²₂ = Σσ² / max σ² (Rudelson and Vershynin 2007).</summary>
    /// <param name="sigma">σ of a matrix.</param>
    public static double Stable(IReadOnlyList<double> sigma)
    {
        var largest = Largest(sigma);
        return largest == 0 ? 0 : sigma.Sum(value => value / largest * (value / largest));
    }

    /// <summary>Participation ratio (Σλ)² / Σλ² (Gao et al. 2017).</summary>
    /// <param name="lambda">λ of a covariance.</param>
    public static double Participation(IReadOnlyList<double> lambda)
    {
        var p = Shares(lambda);
        return p.Length == 0 ? 0 : 1 / p.Sum(share => share * share);
    }

    /// <summary>RankMe exp(−Σ p ln p), p = σ/Σσ + 1e-7 (Garrido et al. 2023).</summary>
    /// <param name="sigma">σ of a representation.</param>
    public static double RankMe(IReadOnlyList<double> sigma)
    {
        var p = Shares(sigma);
        return p.Length == 0 ? 0 : Math.Exp(-p.Sum(share => (share + RankMeShift) * Math.Log(share + RankMeShift)));
    }

    /// <summary>Concentration: the share of the k largest entries in the sum.</summary>
    /// <param name="spectrum">λ of a kernel or a covariance.</param>
    /// <param name="k">How many, 1 ≤ k ≤ the number of entries.</param>
    /// <returns>In (0, 1]; 0 for a spectrum of zeros.</returns>
    /// <exception cref="ArgumentOutOfRangeException">k is out of range.</exception>
    public static double TopShare(IReadOnlyList<double> spectrum, int k)
    {
        var p = Shares(spectrum);
        if (k < 1 || k > spectrum.Count)
            throw new ArgumentOutOfRangeException(nameof(k), k, $"k must lie in 1…{spectrum.Count}, the spectrum's entries, but was {k}");
        return Math.Min(1, p.OrderDescending().Take(k).Sum());
    }

    // p = spectrum / sum, or nothing for a spectrum of zeros; divided by the largest first, so that no sum overflows.
    private static double[] Shares(IReadOnlyList<double> spectrum)
    {
        var largest = Largest(spectrum);
        if (largest == 0) return [];
        var sum = spectrum.Sum(value => value / largest);
        return [.. spectrum.Select(value => value / largest / sum)];
    }

    private static double Largest(IReadOnlyList<double> spectrum)
    {
        ArgumentNullException.ThrowIfNull(spectrum);
        if (spectrum.Count == 0)
            throw new ArgumentException("a spectrum must have an entry, but it was empty", nameof(spectrum));
        for (var i = 0; i < spectrum.Count; i++)
        {
            if (!double.IsFinite(spectrum[i]) || spectrum[i] < 0)
                throw new ArgumentException($"a spectrum must be finite and ≥ 0, but entry {i} was {spectrum[i]}; take it from {nameof(Spectrum)}", nameof(spectrum));
        }

        return spectrum.Max();
    }
}
