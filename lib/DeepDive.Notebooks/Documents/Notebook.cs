namespace DeepDive.Notebooks.Documents;

/// <summary>A notebook as it stands in its file: cells in order, and the meta block.</summary>
public sealed class Notebook
{
    internal Notebook(string path, string meta, KernelCatalog kernels, IReadOnlyList<Cell> cells) =>
        (Path, Meta, Kernels, Cells) = (System.IO.Path.GetFullPath(path), meta, kernels, cells);

    /// <summary>Full path of the file.</summary>
    public string Path { get; }

    /// <summary>File name without extension; pages are named after it.</summary>
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>Folder that every relative path in the notebook starts from.</summary>
    public string Folder => System.IO.Path.GetDirectoryName(Path)!;

    /// <summary>First markdown heading as plain text, or the name if there is none.</summary>
    public string Title => Cells.Where(cell => cell.IsMarkdown).SelectMany(cell => cell.Text.Split('\n'))
        .Where(line => line.TrimStart('#') is var rest && rest.Length < line.Length && rest.StartsWith(' '))
        .Select(line => Markdig.Markdown.ToPlainText(line).Trim())
        .FirstOrDefault(heading => heading.Length > 0) ?? Name;

    /// <summary>The meta block as one line of JSON, with keys unknown to us.</summary>
    public string Meta { get; }

    /// <summary>The kernels that the notebook may use.</summary>
    public KernelCatalog Kernels { get; }

    /// <summary>The cells; at least one.</summary>
    public IReadOnlyList<Cell> Cells { get; }

    /// <summary>Reads a notebook file.</summary>
    /// <param name="path">Path of a .dib file.</param>
    /// <exception cref="NotebookInputException">The file cannot be read, or its meta block is wrong.</exception>
    public static Notebook Load(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (!File.Exists(path))
            throw new NotebookInputException($"a notebook must exist, but '{path}' does not; check the path");
        try
        {
            return Parse(File.ReadAllText(path), path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new NotebookInputException($"a notebook must be readable, but '{path}' is not: {e.Message}", e);
        }
    }

    /// <summary>Reads a notebook from text.</summary>
    /// <param name="text">Content of a .dib file.</param>
    /// <param name="path">Where the file is or would be.</param>
    /// <exception cref="NotebookInputException">The meta block is wrong.</exception>
    public static Notebook Parse(string text, string path = "notebook.dib")
    {
        ArgumentNullException.ThrowIfNull(text);
        return new DibParser(text, path).Parse();
    }

    /// <summary>The notebook in the written form of the .dib format.</summary>
    public string ToDib() => DibWriter.Write(this);
}
