using MathNet.Numerics;

namespace DeepDive.Analysis;

/// <summary>How alike points of the picture are at distance d: 1 / (1 + a·d^(2b)).</summary>
/// <param name="A">a.</param>
/// <param name="B">b.</param>
internal readonly record struct UmapCurve(double A, double B)
{
    private const int Points = 300;

    /// <summary>
    /// The least-squares fit to 1 up to the least distance and exp(−(d − least) / spread) beyond, at 300 distances from 0 to 3 · spread
    /// (McInnes, Healy and Melville 2018, definition 11, and their program).
    /// </summary>
    public static UmapCurve Fit(double minDistance, double spread)
    {
        var distances = Generate.LinearSpaced(Points, 0, 3 * spread);
        double[] target = [.. distances.Select(d => d < minDistance ? 1 : Math.Exp(-(d - minDistance) / spread))];
        var (a, b) = MathNet.Numerics.Fit.Curve(distances, target, (a, b, d) => 1 / (1 + a * Math.Pow(d, 2 * b)), 1, 1, 1e-10, 10_000);
        return new(a, b);
    }
}
