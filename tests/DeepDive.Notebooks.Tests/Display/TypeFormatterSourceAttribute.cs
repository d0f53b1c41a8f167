namespace DeepDive.Notebooks.Tests.Display;

/// <summary>Found by its name alone.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Interface)]
internal sealed class TypeFormatterSourceAttribute(Type formatterSourceType) : Attribute
{
    public Type FormatterSourceType => formatterSourceType;

    public string[] PreferredMimeTypes { get; set; } = [];
}
