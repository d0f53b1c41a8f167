using DeepDive.Notebooks.Display;

namespace DeepDive.Notebooks.Running;

/// <summary>One piece of a cell's output.</summary>
/// <param name="Kind">Where it came from.</param>
/// <param name="Values">Its forms, the best first.</param>
public sealed record CellOutput(OutputKind Kind, IReadOnlyList<FormattedValue> Values)
{
    /// <summary>The form to show.</summary>
    public FormattedValue Best => Values[0];
}
