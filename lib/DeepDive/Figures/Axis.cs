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

    /// <summary>An axis with a title and nothing else.</summary>
    public static implicit operator Axis(string title) => new(title);

    /// <summary>An axis with a title and nothing else.</summary>
    public static Axis FromString(string title) => new(title);
}
