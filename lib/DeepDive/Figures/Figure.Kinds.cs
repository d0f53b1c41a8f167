using System.Numerics;
using DeepDive.Numerics;

namespace DeepDive.Figures;

/// <content>The kinds of figure.</content>
public sealed partial record Figure
{
    /// <summary>Lines, with bands where a series has runs.</summary>
    /// <param name="title">Title.</param>
    /// <param name="x">Horizontal axis.</param>
    /// <param name="y">Vertical axis.</param>
    /// <param name="series">At least one.</param>
    /// <exception cref="ArgumentException">There is no series, or two share a name.</exception>
    public static Figure Lines(string title, Axis x, Axis y, params Series[] series)
    {
        Need(series, "lines");
        if (series.GroupBy(one => one.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new ArgumentException($"series of one figure must have different names, but '{twice.Key}' occurs {twice.Count()} times", nameof(series));
        return new("Line chart", title, 1, [new("", x, y, [.. series.Select(one => new SeriesMark(one))])], FigureNumbers.Of(x, y, series));
    }

    /// <summary>Points in the plane, in a square frame.</summary>
    /// <param name="title">Title.</param>
    /// <param name="x">Horizontal axis.</param>
    /// <param name="y">Vertical axis.</param>
    /// <param name="points">At most <see cref="Points.MaximumCount"/>.</param>
    public static Figure Scatter(string title, Axis x, Axis y, Points points)
    {
        ArgumentNullException.ThrowIfNull(points);
        var panel = new Panel("", x, y, [new PointsMark(points)]).Squared(points.X, points.Y, margin: 0.04);
        return new("Scatter plot", title, 1, [panel], FigureNumbers.Of(x, y, points));
    }

    /// <summary>A matrix of colours in square cells, row 0 at the top; up to 12 × 12 the values stand in the cells.</summary>
    /// <param name="title">Title.</param>
    /// <param name="values">[r, c]; NaN leaves a hole.</param>
    /// <param name="rowLabels">[r].</param>
    /// <param name="columnLabels">[c].</param>
    /// <param name="colours">Title and range of the colours; signed ranges get a diverging map.</param>
    /// <param name="x">Title across the columns, or null for none.</param>
    /// <param name="y">Title along the rows, or null for none.</param>
    /// <exception cref="ArgumentException">The labels do not match the matrix, or no value is finite.</exception>
    public static Figure Heatmap(string title, double[,] values, IEnumerable<string> rowLabels, IEnumerable<string> columnLabels,
        ColourScale colours, Axis? x = null, Axis? y = null)
    {
        string[] rows = [.. rowLabels], columns = [.. columnLabels];
        Need(values, rows.Length, columns.Length, "labels");
        var panel = new Panel("", x ?? "", y ?? "", [new HeatMark(values)])
        {
            Colours = colours.Fit(values.Cast<double>()),
            Aspect = 1,
            Shape = (double)rows.Length / columns.Length,
            RowLabels = rows,
            ColumnLabels = columns,
        };
        return new("Heatmap", title, 1, [panel], FigureNumbers.Of(y?.Label ?? "", rows, columns, values));
    }

    /// <summary>A score over the plane, such as the probability of class 1, with the line where it decides and points over it.</summary>
    /// <param name="title">Title.</param>
    /// <param name="xs">Grid positions across, [c], rising.</param>
    /// <param name="ys">Grid positions up, [r], rising.</param>
    /// <param name="score">[r, c]: row j is at ys[j].</param>
    /// <param name="points">Drawn over it, or null. The first two classes have the colours of low and high scores.</param>
    /// <param name="x">Horizontal axis; "x₁" by default.</param>
    /// <param name="y">Vertical axis; "x₂" by default.</param>
    /// <param name="colours">What the score is; "p(class 1)" on 0…1 by default.</param>
    /// <param name="level">Score of the line.</param>
    /// <exception cref="ArgumentException">The positions do not match the scores, or no score is finite.</exception>
    public static Figure Boundary(string title, double[] xs, double[] ys, double[,] score, Points? points = null,
        Axis? x = null, Axis? y = null, ColourScale? colours = null, double level = 0.5)
    {
        Need(score, ys.Length, xs.Length, "positions");
        var (across, up) = (x ?? "x₁", y ?? "x₂");
        Mark[] marks = points is null ? [new BoundaryMark(xs, ys, score, level)] : [new BoundaryMark(xs, ys, score, level), new PointsMark(points)];
        var panel = new Panel("", across, up, marks)
        {
            Colours = (colours ?? new("p(class 1)", 0, 1)).Fit(score.Cast<double>()) with { TwoClasses = true },
        };
        return new("Decision boundary", title, 1, [panel.Squared(xs, ys, margin: 0)], FigureNumbers.OfGrid(across, up, xs, ys, score));
    }

    /// <summary>Small grey images in rows, dark for small values.</summary>
    /// <param name="title">Title.</param>
    /// <param name="images">[n, height · width], row-major, one image a row.</param>
    /// <param name="labels">A text under each image, [n], or null.</param>
    /// <param name="columns">Images a row.</param>
    /// <param name="width">Width of an image; images are square by default.</param>
    /// <exception cref="ArgumentException">There is no image, the sizes do not match, or there is not one label an image.</exception>
    public static Figure Images<T>(string title, Matrix<T> images, IReadOnlyList<string>? labels = null, int columns = 5, int? width = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var tiles = ImageTiles.Of(images, labels, columns, width);
        var panel = new Panel("", "", "", [new ImagesMark(tiles.Values)]) { IsBare = true, Aspect = 1, Shape = tiles.Shape, Notes = tiles.Notes };
        return new("Images", title, 1, [panel], tiles.Numbers);
    }

    /// <summary>
    /// Small multiples: the figures side by side, their titles above them. Panels with equal axes share the range,
    /// all share one colour scale and one legend.
    /// </summary>
    /// <param name="title">Title.</param>
    /// <param name="columns">Panels a row on a wide page; a narrow page gets two.</param>
    /// <param name="panels">At least one, none of them made of panels itself.</param>
    /// <exception cref="ArgumentException">There is no panel, one has panels itself, or the colours measure different things.</exception>
    public static Figure Panels(string title, int columns, params Figure[] panels)
    {
        Need(panels, "panels");
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(columns);
        if (Array.Find(panels, panel => panel.Parts.Count > 1) is { } nested)
            throw new ArgumentException($"a panel must be a single figure, but '{nested.Title}' has {nested.Parts.Count} panels; pass those instead", nameof(panels));
        if (Array.Find(panels, panel => panel.Frames.Count > 0) is { } moving)
            throw new ArgumentException($"a panel must stand still, but '{moving.Title}' has a slider; put panels into each position of a slider instead", nameof(panels));
        string[] measures = [.. panels.Select(panel => panel.Parts[0].Colours?.Title).OfType<string>().Distinct()];
        if (measures.Length > 1)
            throw new ArgumentException($"panels must share one colour scale, but theirs are {string.Join(", ", measures.Select(name => $"'{name}'"))}; make a figure for each", nameof(panels));
        var parts = panels.Select(panel => panel.Parts[0] with { Title = panel.Title }).ToArray();
        var numbers = Table.Stack("panel", [.. panels.Select(panel => (panel.Title, panel.Numbers))]);
        return new($"{panels[0].Kind} in {panels.Length} panels", title, Math.Min(columns, panels.Length), parts, numbers) { Palette = panels[0].Palette };
    }

    /// <summary>
    /// Figures of one kind, shown one at a time and chosen by a slider, such as a measure at each step of training. Axes and
    /// colours are the same throughout. The last is shown at first. A page gives the slider to the keyboard, too.
    /// </summary>
    /// <param name="title">Title.</param>
    /// <param name="control">What the slider sets, such as "step".</param>
    /// <param name="frames">A label and a figure for each position, at least two; figures may have panels, the same in each.</param>
    /// <exception cref="ArgumentException">There are fewer than two positions, labels repeat, or figures differ in panels, axes or kind.</exception>
    public static Figure Slider(string title, string control, params (string Label, Figure Figure)[] frames)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(control);
        Need(frames, "positions of a slider");
        var first = frames[0].Figure;
        if (frames.Length < 2) throw new ArgumentException("a slider must have two positions at least, but has one; show the figure alone", nameof(frames));
        if (frames.GroupBy(frame => frame.Label).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new ArgumentException($"positions of a slider must have different labels, but '{twice.Key}' occurs {twice.Count()} times", nameof(frames));
        if (Array.Find(frames, frame => !IsLike(first, frame.Figure)) is { Figure: { } other } odd)
            throw new ArgumentException($"all positions of a slider must have the same kind, panels and axis titles, but '{odd.Label}' ({other.Kind}) differs from '{frames[0].Label}' ({first.Kind})", nameof(frames));
        var joined = FrameAxes.Join([.. frames.Select(frame => new Frame(frame.Label, frame.Figure.Parts))]);
        var numbers = Table.Stack(control, [.. frames.Select(frame => (frame.Label, frame.Figure.Numbers))]);
        return new($"{first.Kind} with a slider", title, first.ColumnCount, joined[^1].Parts, numbers) { Palette = first.Palette, Control = control, Frames = joined };
    }

    private static bool IsLike(Figure one, Figure other) => one.Kind == other.Kind && other.Frames.Count == 0 && one.Parts.Select(Signature).SequenceEqual(other.Parts.Select(Signature));

    private static (string, string, string, bool, bool, string?) Signature(Panel panel) => (panel.Title, panel.X.Label, panel.Y.Label, panel.X.Log, panel.Y.Log, panel.Colours?.Title);

    private static void Need<T>(T[] items, string what)
    {
        ArgumentNullException.ThrowIfNull(items);
        if (items.Length == 0) throw new ArgumentException($"a figure of {what} must have at least one, but has none", nameof(items));
    }

    private static void Need(double[,] values, int rows, int columns, string what)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Length == 0 || values.GetLength(0) != rows || values.GetLength(1) != columns)
            throw new ArgumentException($"values must have the shape of the {what}, [{rows}, {columns}], but theirs is [{values.GetLength(0)}, {values.GetLength(1)}]", nameof(values));
        if (!values.Cast<double>().Any(double.IsFinite))
            throw new ArgumentException("values must have a finite entry, but all are NaN or infinite", nameof(values));
    }
}
