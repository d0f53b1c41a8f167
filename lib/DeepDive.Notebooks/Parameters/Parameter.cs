namespace DeepDive.Notebooks.Parameters;

/// <summary>A constant that a notebook declares for its reader to change.</summary>
/// <param name="Name">Name of the variable.</param>
/// <param name="Type">bool, int, long, double, float, string, <see cref="Range"/>, int[], double[] or string[].</param>
/// <param name="Default">The declared value as C#, such as <c>1..8</c>.</param>
/// <param name="Domain">Which values are allowed.</param>
/// <param name="Description">What it means, for a reader.</param>
/// <param name="Quick">The value of the smaller preset as C#, or null if it is the default.</param>
public sealed record Parameter(string Name, Type Type, string Default, ParameterDomain Domain, string Description, string? Quick)
{
    /// <summary>The type as C# writes it, such as <c>int[]</c>.</summary>
    public string TypeName => Literal.NameOf(Type);

    internal ParameterValue Read(string text, bool isOverride)
    {
        if (!Literal.TryRead(text, Type, out var value))
            throw new NotebookInputException($"{Name} must be of type {TypeName}, but was '{text}'; write it as --set {Name}={Example}{(Type == typeof(Range) ? ", the first end not above the last" : "")}");
        if (!Domain.Contains(value))
            throw new NotebookInputException($"{Name} must lie in {Domain}, but was '{text}'{(isOverride ? $"; try --set {Name}={Example}" : "; mend the default or the comment")}");
        return new ParameterValue(this, value, isOverride);
    }

    // As one types it: a list needs no brackets, which a shell would take for its own.
    private string Example => Literal.TryRead(Default, Type, out var value) && value is Array list
        ? string.Join(',', list.Cast<object>().Select(Literal.Write))
        : Default.Trim('"');
}
