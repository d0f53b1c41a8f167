using System.CommandLine;
using DeepDive.Notebooks.Documents;
using DeepDive.Notebooks.Parameters;
using Spectre.Console;

namespace DeepDive.Cli.Commands;

/// <summary><c>parameters NOTEBOOK</c>: what can be set, with types, defaults and comments.</summary>
internal static class ParametersCommand
{
    public static Command Create()
    {
        var notebook = new Argument<string>("notebook") { Description = "the .dib file" };
        var command = new Command("parameters", "Lists a notebook's parameters.") { notebook };
        command.SetAction(parsed => Show(ParameterList.Read(Notebook.Load(parsed.GetRequiredValue(notebook)))));
        return command;
    }

    private static void Show(ParameterList parameters)
    {
        if (parameters.Items.Count == 0)
        {
            Console.WriteLine("no parameters");
            return;
        }

        var table = new Table().Border(TableBorder.Simple).AddColumns("Name", "Type", "Default", "Quick", "Allowed", "What it is");
        foreach (var item in parameters.Items)
            table.AddRow(Cells(item.Name, item.TypeName, item.Default, item.Quick ?? "", item.Domain.ToString(), item.Description));
        AnsiConsole.Write(table);
    }

    private static string[] Cells(params string[] texts) => [.. texts.Select(Markup.Escape)];
}
