namespace DeepDive.Analysis;

/// <summary>The ranks of one layer's matrix.</summary>
/// <remarks>λ is the covariance's spectrum for a representation and σ² for a weight, so that thresholds mean the same.</remarks>
/// <param name="Spectrum">What the soft rank is taken of: λ of a representation, σ of a weight; largest first.</param>
/// <param name="Soft">Soft rank of <paramref name="Spectrum"/>.</param>
/// <param name="Numerical">Number of λ above 1e-3 of the largest.</param>
/// <param name="Stable">Σλ / max λ.</param>
/// <param name="Participation">(Σλ)² / Σλ².</param>
public sealed record LayerRank(IReadOnlyList<double> Spectrum, double Soft, int Numerical, double Stable, double Participation);
