namespace DeepDive.Figures;

/// <summary>Axes and colours that hold for every frame, so that nothing but the data moves with the slider.</summary>
internal static class FrameAxes
{
    private const double Margin = 0.06;

    /// <summary>The frames with common axes.</summary>
    public static IReadOnlyList<Frame> Join(IReadOnlyList<Frame> frames)
    {
        Panel[] common = [.. frames[0].Parts.Select((_, i) => Common([.. frames.Select(frame => frame.Parts[i])]))];
        return [.. frames.Select(frame => frame with
        {
            Parts = [.. frame.Parts.Zip(common, (panel, all) => panel with { X = all.X, Y = all.Y, Aspect = all.Aspect, Colours = all.Colours })],
        })];
    }

    private static Panel Common(Panel[] panels)
    {
        var first = panels[0];
        if (first.Colours is not null) return first with { Colours = panels.Select(panel => panel.Colours!).Aggregate((all, next) => all.Join(next)) };
        var (x, y) = (Widest([.. panels.Select(panel => panel.X)]), Widest([.. panels.Select(panel => panel.Y)]));
        if (first.Aspect is not null) return first with { X = x, Y = y, Aspect = x.Span / y.Span };
        return first with { Y = y.Enclose(panels.SelectMany(panel => panel.Marks).SelectMany(mark => mark.Extremes), Margin) };
    }

    private static Axis Widest(Axis[] axes) => axes[0] with { Min = axes.Min(axis => axis.Min), Max = axes.Max(axis => axis.Max) };
}
