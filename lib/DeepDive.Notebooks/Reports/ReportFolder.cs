namespace DeepDive.Notebooks.Reports;

/// <summary>The folder that reports go to.</summary>
public static class ReportFolder
{
    /// <summary>Makes the folder if need be, and checks that a file can be written there; call it before anything runs.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="NotebookInputException">It cannot be made or written to.</exception>
    public static void EnsureWritable(string folder)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        try
        {
            Directory.CreateDirectory(folder);
            var probe = Path.Combine(folder, $".{Guid.NewGuid():N}.tmp");
            using (File.Create(probe, 1, FileOptions.DeleteOnClose))
            {
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new NotebookInputException($"the output folder must be writable, but '{folder}' is not ({e.Message.TrimEnd('.')}); choose another", e);
        }
    }

    /// <summary>The same for one file that an option such as <c>--html</c> asks for.</summary>
    /// <param name="page">File to write.</param>
    /// <param name="option">The option, for the message.</param>
    /// <param name="input">The file that is read, which must not be the same.</param>
    /// <exception cref="NotebookInputException">It is what is read, or a folder, or its folder cannot be made or written to.</exception>
    public static void EnsureWritableFile(string page, string option = "--html", string? input = null)
    {
        if (input is not null && Path.GetFullPath(input) == Path.GetFullPath(page))
            throw new NotebookInputException($"{option} must not replace what is read, but '{page}' is the same file; choose another");
        if (Directory.Exists(page)) throw new NotebookInputException($"{option} takes a file, but '{page}' is a folder; add a file name");
        EnsureWritable(Path.GetDirectoryName(Path.GetFullPath(page))!);
    }
}
