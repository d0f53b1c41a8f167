using System.Diagnostics.CodeAnalysis;

namespace DeepDive.Notebooks.Documents;

/// <summary>The kernel names and aliases that a line <c>#!name</c> may select a cell with.</summary>
public sealed class KernelCatalog
{
    internal const string CSharp = "csharp";
    internal const string Markdown = "markdown";
    internal const string Html = "html";
    internal const string JavaScript = "javascript";
    internal const string Mermaid = "mermaid";
    internal const string Value = "value";

    // Text that Jupyter keeps and runs by no kernel; a .dib that holds it names it in its meta block.
    internal const string Raw = "raw";

    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

    /// <summary>Creates the catalogue of the kernels that every notebook knows.</summary>
    public KernelCatalog()
    {
        Add(CSharp, "c#", "C#", "cs");
        Add("fsharp", "f#", "F#", "fs");
        Add(Html);
        Add("http");
        Add(JavaScript, "js");
        Add(Mermaid);
        Add("pwsh", "powershell");
        Add(Value);
        Add(Markdown, "md");
    }

    /// <summary>The canonical name for a name or an alias; case and blanks count.</summary>
    /// <param name="nameOrAlias">What stands after <c>#!</c>.</param>
    /// <param name="name">The canonical name.</param>
    /// <returns>Whether there is such a kernel.</returns>
    public bool TryFind(string nameOrAlias, [NotNullWhen(true)] out string? name) => _names.TryGetValue(nameOrAlias, out name);

    /// <summary>Adds a kernel; a name that is known already keeps its meaning.</summary>
    /// <param name="name">Its canonical name.</param>
    /// <param name="aliases">Other names for it.</param>
    /// <exception cref="NotebookInputException">An alias belongs to another kernel.</exception>
    public void Add(string name, params IEnumerable<string> aliases)
    {
        ArgumentNullException.ThrowIfNull(aliases);
        if (!_names.TryAdd(name, name)) return;
        foreach (var alias in aliases)
        {
            if (!_names.TryAdd(alias, name) && _names[alias] != name)
                throw new NotebookInputException($"an alias must belong to one kernel, but '{alias}' of '{name}' already means '{_names[alias]}'; remove it from the meta block");
        }
    }
}
