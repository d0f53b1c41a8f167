using DeepDive.Numerics;

namespace DeepDive.Data;

/// <summary>A square grid of points in the plane, on which kernels and decision boundaries are drawn.</summary>
public static class PlaneGrid
{
    /// <summary>Evenly spaced points of [low, high]², both ends included.</summary>
    /// <param name="perSide">Points along each side, m ≥ 2.</param>
    /// <param name="low">Lower end of both coordinates.</param>
    /// <param name="high">Upper end of both coordinates.</param>
    /// <returns>[m², 2]; point i · m + j lies at (x₁ of column j, x₂ of row i), both ascending, so that m rows of m values make an image.</returns>
    /// <exception cref="ArgumentException">Fewer than two points a side, or an empty or infinite range.</exception>
    public static Matrix<float> Points(int perSide = 60, double low = -1, double high = 1)
    {
        Require.AtLeast(2, perSide, "the number of points a side", "60 are the original's");
        Require.Finite(low, "the grid's lower end", "−1 is usual");
        Require.Finite(high, "the grid's upper end", "1 is usual");
        if (low >= high)
            throw new ArgumentException(FormattableString.Invariant($"the grid's lower end must lie below its upper end, but they were {low} and {high}; −1 and 1 are usual"));
        var points = Require.Inputs(checked(perSide * perSide), 2);
        for (var i = 0; i < points.Rows; i++)
        {
            points[i, 0] = At(i % perSide);
            points[i, 1] = At(i / perSide);
        }

        return points;

        float At(int step) => (float)(low + (high - low) * step / (perSide - 1));
    }
}
