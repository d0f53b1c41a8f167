using System.Globalization;

namespace DeepDive.Bench.Growth;

/// <summary>y ≈ c·xᵇ, by least squares of ln y on ln x.</summary>
/// <param name="Exponent">b, or NaN for fewer than three points.</param>
/// <param name="Count">Points that were fitted.</param>
internal sealed record PowerFit(double Exponent, int Count)
{
    private const int Fewest = 3;

    /// <summary>Fits the points of which both numbers are positive.</summary>
    public static PowerFit Of(IEnumerable<(double X, double Y)> points)
    {
        (double X, double Y)[] logs = [.. points.Where(point => point.X > 0 && point.Y > 0).Select(point => (Math.Log(point.X), Math.Log(point.Y)))];
        if (logs.Length < Fewest) return new PowerFit(double.NaN, logs.Length);
        var (x, y) = (logs.Average(point => point.X), logs.Average(point => point.Y));
        return new PowerFit(logs.Sum(point => (point.X - x) * (point.Y - y)) / logs.Sum(point => (point.X - x) * (point.X - x)), logs.Length);
    }

    /// <summary>The exponent, or a dash if there is none.</summary>
    public override string ToString() => double.IsNaN(Exponent) ? "–" : Exponent.ToString("0.00", CultureInfo.InvariantCulture);
}
