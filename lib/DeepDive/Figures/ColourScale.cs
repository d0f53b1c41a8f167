namespace DeepDive.Figures;

/// <summary>
/// What the colours of a heatmap stand for. The map is sequential (Viridis), or diverging about zero if the range
/// holds negative and positive numbers. A text stands for a scale with that title.
/// </summary>
/// <param name="Title">What is measured, written beside the colour bar.</param>
/// <param name="Min">Lower end of the range, or null to fit the data.</param>
/// <param name="Max">Upper end of the range, or null to fit the data.</param>
public sealed record ColourScale(string Title, double? Min = null, double? Max = null)
{
    /// <summary>Set where the two ends stand for two classes and the middle for the decision between them.</summary>
    internal bool TwoClasses { get; init; }

    /// <summary>A scale with a title and the data's range.</summary>
    public static implicit operator ColourScale(string title) => new(title);

    /// <summary>A scale with a title and the data's range.</summary>
    public static ColourScale FromString(string title) => new(title);

    /// <summary>The same scale with its open ends set to the data's.</summary>
    internal ColourScale Fit(IEnumerable<double> values)
    {
        var finite = values.Where(double.IsFinite).ToArray();
        return this with { Min = Min ?? finite.Min(), Max = Max ?? finite.Max() };
    }

    /// <summary>The scale that covers both.</summary>
    internal ColourScale Join(ColourScale other) =>
        this with { Min = Math.Min(Min!.Value, other.Min!.Value), Max = Math.Max(Max!.Value, other.Max!.Value) };

    /// <summary>Ends of the range as drawn: never empty, and symmetric about zero for a diverging map.</summary>
    internal (double Min, double Max) Range
    {
        get
        {
            var (min, max) = (Min!.Value, Max!.Value);
            if (IsDiverging) return (-Math.Max(-min, max), Math.Max(-min, max));
            return max > min ? (min, max) : (min, min + 1);
        }
    }

    internal bool IsDiverging => !TwoClasses && Min < 0 && Max > 0;
}
