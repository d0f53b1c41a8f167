namespace DeepDive.Figures;

/// <summary>A figure in words, made from its title, axes, series and range.</summary>
internal static class AlternativeText
{
    /// <summary>One or two sentences.</summary>
    public static string Of(Figure figure)
    {
        var first = figure.Parts[0];
        var axes = first.IsBare ? "" : $": {Measured(first)} {(first.Colours is null ? "against" : "over")} {Across(first)}";
        string[] names = [.. figure.Parts.SelectMany(part => part.Marks).SelectMany(mark => mark.Names).Distinct()];
        var named = names.Length > 0 ? $", for {string.Join(", ", names)}" : "";
        var panels = figure.Parts.Count > 1 ? $" Panels: {string.Join("; ", figure.Parts.Select(part => part.Title))}." : "";
        var slider = figure.Frames.Count > 0 ? $" The slider sets the {figure.Control}: {string.Join(", ", figure.Frames.Select(frame => frame.Label))}; at the last:" : "";
        return $"{figure.Kind} \"{figure.Title}\"{axes}{named}.{panels}{slider}{(first.IsBare ? "" : Range(figure))}";
    }

    private static string Measured(Panel panel) => panel.Colours is { } colours ? colours.Title : panel.Y.Label;

    private static string Across(Panel panel) => panel.Colours is null ? panel.X.Label
        : string.Join(" and ", new[] { panel.X.Label, panel.Y.Label }.Where(label => label.Length > 0).Distinct());

    private static string Range(Figure figure)
    {
        double[] values = [.. figure.Parts.SelectMany(part => part.Colours is null ? part.Marks : part.Marks.Take(1)).SelectMany(mark => mark.Values).Where(double.IsFinite)];
        return $" Values from {Numeral.Text(values.Min(), 3)} to {Numeral.Text(values.Max(), 3)}.";
    }
}
