using DeepDive.Notebooks.Running;

namespace DeepDive.Notebooks.Jupyter;

/// <summary>A run as a Jupyter notebook with its outputs.</summary>
public static class JupyterNotebook
{
    /// <summary>Writes the file, of format 4.5; a failed cell has its error among its outputs.</summary>
    /// <param name="run">The run.</param>
    /// <param name="path">File to write; it is replaced as a whole.</param>
    public static void Write(NotebookRun run, string path)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        AtomicFile.Write(path, IpynbWriter.Write(run));
    }
}
