namespace DeepDive.Notebooks.Documents;

/// <summary>One cell of a notebook.</summary>
/// <param name="Kernel">Canonical name of the kernel that runs it, such as "csharp" or "markdown".</param>
/// <param name="Text">Its text: lines joined with LF, without empty lines at either end.</param>
/// <param name="Line">Line of the file, from 1, on which the text begins.</param>
public sealed record Cell(string Kernel, string Text, int Line)
{
    /// <summary>Whether the cell is C# code.</summary>
    public bool IsCSharp => Kernel == KernelCatalog.CSharp;

    /// <summary>Whether the cell is prose.</summary>
    public bool IsMarkdown => Kernel == KernelCatalog.Markdown;
}
