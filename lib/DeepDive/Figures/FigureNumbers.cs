namespace DeepDive.Figures;

/// <summary>The tables of the numbers behind each kind of figure.</summary>
internal static class FigureNumbers
{
    /// <summary>One row a point of a series; spread and runs where a series has them.</summary>
    public static Table Of(Axis x, Axis y, Series[] series)
    {
        var spread = series.Any(one => one.Spread is not null);
        string[] columns = ["series", x.Label, y.Label, .. spread ? ["± sd", "runs"] : Array.Empty<string>()];
        return new(columns, [.. series.SelectMany(one => one.X.Select((_, i) => Row(one, i, spread)))]);
    }

    /// <summary>One row a point.</summary>
    public static Table Of(Axis x, Axis y, Points points) => new(
        [x.Label, y.Label, "class"],
        [.. points.X.Select((_, i) => (IReadOnlyList<object?>)[points.X[i], points.Y[i], points.ClassNames[points.Labels[i]]])]);

    /// <summary>One row a row.</summary>
    public static Table Of(string corner, string[] rows, string[] columns, double[,] values) => new(
        [corner, .. columns],
        [.. rows.Select((row, i) => (IReadOnlyList<object?>)[row, .. Numeral.Row(values, i).Cast<object?>()])]);

    /// <summary>One row a grid row; positions are the headings.</summary>
    public static Table OfGrid(Axis x, Axis y, double[] xs, double[] ys, double[,] score)
    {
        string[] columns = [.. xs.Select(value => Numeral.Text(value, 4))];
        string[] rows = [.. ys.Select(value => Numeral.Text(value, 4))];
        return Of($"{y.Label} \\ {x.Label}", rows, columns, score);
    }

    private static IReadOnlyList<object?> Row(Series series, int i, bool spread) => spread
        ? [series.Name, series.X[i], series.Y[i], series.Spread?[i], series.RunCount]
        : [series.Name, series.X[i], series.Y[i]];
}
