using Microsoft.CodeAnalysis;

namespace DeepDive.Notebooks.Kernel;

/// <summary>The assemblies that every C# cell can use: the framework and this host's functions; read once a process.</summary>
internal static class ScriptReferences
{
    private static readonly Lazy<IReadOnlyList<MetadataReference>> s_default = new(Load);

    public static IReadOnlyList<MetadataReference> Default => s_default.Value;

    private static IReadOnlyList<MetadataReference> Load()
    {
        var framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        var trusted = ((string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "").Split(Path.PathSeparator);
        return [.. trusted.Where(path => Path.GetDirectoryName(path) == framework)
            .Append(typeof(ScriptReferences).Assembly.Location)
            .Select(path => MetadataReference.CreateFromFile(path))];
    }
}
