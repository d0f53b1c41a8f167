using DeepDive.Notebooks;

namespace DeepDive.Cli;

/// <summary>The checkout that this program was built in, or is run in.</summary>
internal static class Repository
{
    private const string Mark = "DeepDive.slnx";

    /// <summary>Its folder.</summary>
    /// <exception cref="NotebookInputException">Neither the working folder nor the program lies in a checkout.</exception>
    public static string Root => FindAbove(Environment.CurrentDirectory) ?? FindAbove(AppContext.BaseDirectory)
        ?? throw new NotebookInputException($"a notebook must be named outside a checkout of Deep Dive, but none was and no {Mark} lies above '{Environment.CurrentDirectory}'; name one, or change to the checkout");

    /// <summary>The notebooks of the study, in the order of their parts.</summary>
    public static IReadOnlyList<string> Notebooks =>
        [.. Directory.EnumerateFiles(Path.Combine(Root, "notebooks"), "*.dib").Order(StringComparer.Ordinal)];

    private static string? FindAbove(string? folder)
    {
        while (folder is not null && !File.Exists(Path.Combine(folder, Mark))) folder = Path.GetDirectoryName(folder.TrimEnd(Path.DirectorySeparatorChar));
        return folder;
    }
}
