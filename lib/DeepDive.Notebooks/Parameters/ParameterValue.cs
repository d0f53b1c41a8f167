namespace DeepDive.Notebooks.Parameters;

/// <summary>A parameter with the value that a run uses.</summary>
/// <param name="Parameter">The parameter.</param>
/// <param name="Value">The value, of the parameter's type.</param>
/// <param name="IsOverride">Whether it differs in origin from the notebook's default: set by the user, or by the quick preset.</param>
public sealed record ParameterValue(Parameter Parameter, object Value, bool IsOverride)
{
    /// <summary>The value as a C# literal.</summary>
    public string Text => Literal.Write(Value);

    internal string Assignment => $"{Parameter.Name} = {Text};";
}
