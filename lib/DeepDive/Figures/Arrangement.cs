namespace DeepDive.Figures;

/// <summary>Where the panels of a figure stand on a page of a given width, in pixels and as shares of the plot.</summary>
internal sealed class Arrangement
{
    private const int NarrowPage = 360, NarrowColumns = 2;

    private readonly Figure _figure;
    private readonly double _horizontalGap, _verticalGap, _panelHeight, _innerWidth, _innerHeight;

    private Arrangement(Figure figure, int columns, int pageWidth, bool isNarrow)
    {
        (_figure, Columns, IsNarrow) = (figure, columns, isNarrow);
        var panels = figure.Parts;
        SharesAxes = panels.Count > 1 && panels.All(panel => panel.X == panels[0].X && panel.Y == panels[0].Y && panel.RowLabels is null && !panel.IsBare);
        SharesTitles = panels.All(panel => panel.X.Label == panels[0].X.Label && panel.Y.Label == panels[0].Y.Label);
        _horizontalGap = (SharesAxes ? 20 : isNarrow ? 34 : 46) + (SharesTitles ? 0 : 24);
        _verticalGap = 28 + (SharesAxes ? 0 : 24) + (SharesTitles ? 0 : 20);
        _innerWidth = pageWidth - (panels[0].IsBare ? 10 : 65) - (HasColourBar && !isNarrow ? 95 : 15);
        PanelWidth = (_innerWidth - (columns - 1) * _horizontalGap) / columns;
        _panelHeight = Math.Round(PanelHeight());
        _innerHeight = RowCount * _panelHeight + (RowCount - 1) * _verticalGap;
    }

    public bool IsNarrow { get; }

    public int Columns { get; }

    /// <summary>Whether panels have one range, so that ticks stand only at the left and at the bottom.</summary>
    public bool SharesAxes { get; }

    /// <summary>Whether panels have the same axis titles, so that these stand only at the left and at the bottom.</summary>
    public bool SharesTitles { get; }

    public double PanelWidth { get; }

    public bool HasColourBar => _figure.Parts.Any(panel => panel.Colours is not null);

    public int Top => 26 + 21 * LineCount(Title) + (_figure.Parts.Count > 1 ? 22 : 0);

    public int Bottom(int legendRows) => AxisSpace + 22 * legendRows + (IsNarrow && HasColourBar ? 62 : 0);

    /// <summary>Just below the title of the lowest horizontal axis, as a share of the plot's height.</summary>
    public double BelowAxisTitle => -AxisSpace / _innerHeight;

    /// <summary>Pixels that a row of the legend can take: Plotly keeps it within the axes.</summary>
    public int LegendWidth => (int)_innerWidth - 20;

    public int Height(int legendRows) => (int)_innerHeight + Top + Bottom(legendRows);

    /// <summary>Title, in lines that fit the page.</summary>
    public string Title => Wrap(_figure.Title, IsNarrow ? 36 : MaximumWidth(_figure) / 10);

    /// <summary>The figure on a desktop page.</summary>
    public static Arrangement Wide(Figure figure) => new(figure, figure.ColumnCount, MaximumWidth(figure), false);

    /// <summary>The figure on a telephone: at most two panels a row.</summary>
    public static Arrangement Narrow(Figure figure) => new(figure, Math.Min(figure.ColumnCount, NarrowColumns), NarrowPage, true);

    /// <summary>Width beyond which a figure only gains empty space.</summary>
    public static int MaximumWidth(Figure figure) => figure.Parts.Any(panel => panel.Shape is not null)
        ? Math.Min(1000, figure.ColumnCount == 1 ? 620 : 100 + figure.ColumnCount * 260)
        : figure.Parts.Count == 1 ? 900 : 1000;

    /// <summary>Shares of the plot's width that panel <paramref name="index"/> takes.</summary>
    public (double From, double To) Across(int index)
    {
        var left = index % Columns * (PanelWidth + _horizontalGap);
        return (left / _innerWidth, (left + PanelWidth) / _innerWidth);
    }

    /// <summary>Shares of the plot's height that panel <paramref name="index"/> takes, from the bottom.</summary>
    public (double From, double To) Up(int index)
    {
        var top = index / Columns * (_panelHeight + _verticalGap);
        return (Math.Max(0, 1 - (top + _panelHeight) / _innerHeight), 1 - top / _innerHeight);
    }

    /// <summary>Lines of a wrapped title.</summary>
    public static int LineCount(string title) => title.Split("<br>").Length;

    public bool IsLeft(int index) => index % Columns == 0;

    public bool IsLowest(int index) => index + Columns >= _figure.Parts.Count;

    private int AxisSpace => _figure.Parts[0].IsBare ? 10 : _figure.Parts.All(panel => panel.X.Label.Length == 0) ? 36 : 58;

    private int RowCount => (_figure.Parts.Count + Columns - 1) / Columns;

    private double PanelHeight()
    {
        double[] shapes = [.. _figure.Parts.Select(panel => panel.Shape).OfType<double>()];
        if (shapes.Length > 0) return Math.Clamp(PanelWidth * shapes.Max(), 60, 640);
        return _figure.Parts.Count == 1 ? (IsNarrow ? 270 : 360) : IsNarrow ? 150 : 190;
    }

    private static string Wrap(string text, int width)
    {
        var lines = new List<string> { "" };
        foreach (var word in text.Split(' '))
        {
            if (lines[^1].Length > 0 && lines[^1].Length + word.Length >= width) lines.Add("");
            lines[^1] += (lines[^1].Length > 0 ? " " : "") + word;
        }

        return string.Join("<br>", lines);
    }
}
