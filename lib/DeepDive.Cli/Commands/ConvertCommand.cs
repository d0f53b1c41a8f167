using System.CommandLine;
using DeepDive.Notebooks.Documents;
using DeepDive.Notebooks.Reports;

namespace DeepDive.Cli.Commands;

/// <summary><c>convert A B</c>: a notebook in the other format, .dib or .ipynb.</summary>
internal static class ConvertCommand
{
    public static Command Create()
    {
        var from = new Argument<string>("from") { Description = "the .dib or .ipynb file" };
        var to = new Argument<string>("to") { Description = "the file to write; its extension says in which format" };
        var command = new Command("convert", "Converts between .dib and .ipynb; keeps code, prose, order and kernels, not outputs.") { from, to };
        command.SetAction(parsed => Convert(parsed.GetRequiredValue(from), Path.GetFullPath(parsed.GetRequiredValue(to))));
        return command;
    }

    private static void Convert(string from, string to)
    {
        var notebook = Notebook.Load(from);
        ReportFolder.EnsureWritableFile(to, "convert", notebook.Path);
        notebook.Save(to);
        Console.WriteLine(to);
    }
}
