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

    /// <summary>The points of a grid with given positions, row after row: [ys.Count · xs.Count, 2].</summary>
    /// <param name="xs">Positions of the columns.</param>
    /// <param name="ys">Positions of the rows.</param>
    public static Matrix<float> Points(IReadOnlyList<double> xs, IReadOnlyList<double> ys)
    {
        ArgumentNullException.ThrowIfNull(xs);
        ArgumentNullException.ThrowIfNull(ys);
        var points = Require.Inputs(checked(xs.Count * ys.Count), 2);
        for (var i = 0; i < points.Rows; i++) (points[i, 0], points[i, 1]) = ((float)xs[i % xs.Count], (float)ys[i / xs.Count]);
        return points;
    }

    /// <summary>Evenly spaced positions that cover the given values, with 5 % of their range to spare at both ends.</summary>
    /// <param name="values">At least one value.</param>
    /// <param name="count">Number of positions, ≥ 2.</param>
    public static double[] Covering(IReadOnlyCollection<float> values, int count = 60)
    {
        Require.AtLeast(2, count, "the number of positions", "60 are usual");
        double low = values.Min(), high = values.Max(), margin = high > low ? 0.05 * (high - low) : 0.5;
        return [.. Enumerable.Range(0, count).Select(i => low - margin + (high - low + 2 * margin) * i / (count - 1))];
    }

    /// <summary>The values at the points of a grid as an image, [rows, columns].</summary>
    /// <param name="values">One a point, row after row.</param>
    /// <param name="columns">Points in each row.</param>
    /// <exception cref="ArgumentException">The values do not fill whole rows.</exception>
    public static double[,] Image(IReadOnlyList<float> values, int columns)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (columns < 1 || values.Count % columns != 0)
            throw new ArgumentException($"the values must fill whole rows, but there are {values.Count} for rows of {columns}; give the number of columns of the grid", nameof(columns));
        var image = new double[values.Count / columns, columns];
        for (var i = 0; i < values.Count; i++) image[i / columns, i % columns] = values[i];
        return image;
    }
}
