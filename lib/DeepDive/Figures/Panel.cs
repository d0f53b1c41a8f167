namespace DeepDive.Figures;

/// <summary>One pair of axes with what is drawn in it.</summary>
internal sealed record Panel(string Title, Axis X, Axis Y, IReadOnlyList<Mark> Marks)
{
    /// <summary>Scale of the colours, with both ends known, or null if there are none.</summary>
    public ColourScale? Colours { get; init; }

    /// <summary>Height of a y unit in x units, where the shape of the panel is fixed.</summary>
    public double? Aspect { get; init; }

    /// <summary>Height over width of the panel, where its shape is fixed.</summary>
    public double? Shape { get; init; }

    /// <summary>Names of the columns at x = 0, 1, …, or null for an axis of numbers.</summary>
    public IReadOnlyList<string>? ColumnLabels { get; init; }

    /// <summary>Names of the rows at y = 0, 1, … from the top, or null for an axis of numbers.</summary>
    public IReadOnlyList<string>? RowLabels { get; init; }

    /// <summary>Texts at positions of the panel, such as the labels of images.</summary>
    public IReadOnlyList<(double X, double Y, string Text)> Notes { get; init; } = [];

    /// <summary>Whether it is drawn without axes, with row 0 at the top, as images are.</summary>
    public bool IsBare { get; init; }

    /// <summary>Whether row 0 is at the top.</summary>
    public bool IsDownward => IsBare || RowLabels is not null;

    /// <summary>A square panel for points whose axes measure different things: the ends are fixed, zooming keeps the shape.</summary>
    public Panel Squared(IEnumerable<double> xs, IEnumerable<double> ys, double margin)
    {
        var (x, y) = (X.Enclose(xs, margin), Y.Enclose(ys, margin));
        return this with { X = x, Y = y, Shape = 1, Aspect = x.Span / y.Span };
    }
}
