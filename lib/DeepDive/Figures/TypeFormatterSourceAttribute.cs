namespace DeepDive.Figures;

/// <summary>
/// Says which type makes the formatters of a type. Notebook hosts find it by its simple name, so that a type shows
/// itself in Polyglot Notebooks and in our host without a reference to either.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
internal sealed class TypeFormatterSourceAttribute(Type formatterSourceType) : Attribute
{
    /// <summary>Has a public constructor without parameters and <c>IEnumerable&lt;object&gt; CreateTypeFormatters()</c>.</summary>
    public Type FormatterSourceType { get; } = formatterSourceType;

    /// <summary>MIME types to show, best first.</summary>
    public string[] PreferredMimeTypes { get; set; } = [];
}
