using System.CommandLine;
using DeepDive.Cli.Commands;
using DeepDive.Notebooks;
using Spectre.Console;

namespace DeepDive.Cli;

/// <summary>The verbs, and the one place where errors become a line and an exit code.</summary>
internal static class CommandLine
{
    // A runaway cell is abandoned at once; what remains after Ctrl-C is to write the page of what had finished.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);

    public static async Task<int> RunAsync(string[] arguments)
    {
        // A pipe has no width; tables go through it unbroken.
        if (Console.IsOutputRedirected) AnsiConsole.Profile.Width = 250;
        var parsed = Root().Parse(arguments);
        if (parsed.Errors is [var error, ..]) return Refuse($"{error.Message.TrimEnd('.')}; see --help");
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = s_patience });
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("deepdive: stopped");
            return ExitCode.Interrupted;
        }
        catch (Exception e) when (e is NotebookInputException or ArgumentException or IOException or InvalidDataException or UnauthorizedAccessException)
        {
            return Refuse(e.Message);
        }
    }

    private static RootCommand Root()
    {
        var root = new RootCommand("Deep Dive: how depth shapes what a neural network represents.");
        root.Subcommands.Add(ReportCommand.Create());
        root.Subcommands.Add(RunCommand.Create());
        root.Subcommands.Add(ParametersCommand.Create());
        root.Subcommands.Add(DataCommand.Create());
        root.Subcommands.Add(FigsCommand.Create());
        return root;
    }

    private static int Refuse(string message)
    {
        Console.Error.WriteLine($"deepdive: {message.ReplaceLineEndings(" ")}");
        return ExitCode.BadInput;
    }
}
