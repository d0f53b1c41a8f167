namespace DeepDive.Figures;

/// <summary>One axis of a figure. A text stands for an axis with that title: <c>x: "layer"</c>.</summary>
/// <param name="Title">What is measured along it.</param>
/// <param name="Unit">Unit of the numbers, such as "s", or null for a pure number.</param>
/// <param name="Log">Whether the axis is logarithmic (base 10).</param>
/// <param name="Min">Lower end, or null to fit the data.</param>
/// <param name="Max">Upper end, or null to fit the data.</param>
public sealed record Axis(string Title, string? Unit = null, bool Log = false, double? Min = null, double? Max = null)
{
    /// <summary>Title and unit, as written along the axis.</summary>
    public string Label => string.IsNullOrEmpty(Unit) ? Title : $"{Title} ({Unit})";

    /// <summary>Distance between both given ends, in decades on a logarithmic axis.</summary>
    internal double Span => Log ? Math.Log10(Max!.Value / Min!.Value) : Max!.Value - Min!.Value;

    /// <summary>The same axis with its open ends set to the values', and a margin beyond them as a share of their range.</summary>
    internal Axis Enclose(IEnumerable<double> values, double margin)
    {
        double[] finite = [.. values.Where(value => double.IsFinite(value) && (!Log || value > 0)).Select(value => Log ? Math.Log10(value) : value)];
        var (low, high) = finite.Length == 0 ? (0, 1) : (finite.Min(), finite.Max());
        var pad = high > low ? (high - low) * margin : 0.5;
        double Back(double value) => Log ? Math.Pow(10, value) : value;
        return this with { Min = Min ?? Back(low - pad), Max = Max ?? Back(high + pad) };
    }

    /// <summary>An axis with a title and nothing else.</summary>
    public static implicit operator Axis(string title) => new(title);

    /// <summary>An axis with a title and nothing else.</summary>
    public static Axis FromString(string title) => new(title);
}
