using DeepDive.Notebooks.Jupyter;

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
    /// <param name="path">Path of a .dib file, or of a Jupyter notebook (.ipynb, format 4).</param>
    /// <exception cref="NotebookInputException">The file cannot be read, or is no notebook of its kind.</exception>
    public static Notebook Load(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (Directory.Exists(path))
            throw new NotebookInputException($"a notebook must be a .dib or .ipynb file, but '{path}' is a folder; name a file in it");
        if (!File.Exists(path))
            throw new NotebookInputException($"a notebook must exist, but '{path}' does not; check the path");
        try
        {
            var text = File.ReadAllText(path);
            return text.Contains('\0', StringComparison.Ordinal)
                ? throw new NotebookInputException($"a notebook must be a text file, but '{path}' is binary; check the path")
                : IsJupyter(path) ? IpynbReader.Read(text, path) : Parse(text, path);
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
    /// <exception cref="NotebookInputException">A line of a cell would start a new cell there.</exception>
    public string ToDib() => DibWriter.Write(this);

    /// <summary>The notebook as a Jupyter notebook of format 4.5, without outputs.</summary>
    public string ToIpynb() => IpynbWriter.Write(this);

    /// <summary>Writes the notebook in the format that the file's extension names, whole or not at all.</summary>
    /// <param name="path">A .dib or .ipynb file.</param>
    /// <exception cref="NotebookInputException">The extension is neither, or the cells cannot stand in that format.</exception>
    public void Save(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (!IsJupyter(path) && !path.EndsWith(".dib", StringComparison.OrdinalIgnoreCase))
            throw new NotebookInputException($"a notebook is written as .dib or .ipynb, but '{path}' is neither; choose one of the two extensions");
        AtomicFile.Write(path, IsJupyter(path) ? ToIpynb() : ToDib());
    }

    private static bool IsJupyter(string path) => path.EndsWith(".ipynb", StringComparison.OrdinalIgnoreCase);
}
