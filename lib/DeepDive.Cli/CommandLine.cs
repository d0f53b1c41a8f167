using System.CommandLine;
using System.Text.RegularExpressions;
using DeepDive.Cli.Commands;
using DeepDive.Cli.Watching;
using DeepDive.Notebooks;
using Spectre.Console;

namespace DeepDive.Cli;

/// <summary>The verbs, and the one place where errors become a line and an exit code.</summary>
internal static partial class CommandLine
{
    public static async Task<int> RunAsync(string[] arguments)
    {
        // A pipe has no width; tables go through it unbroken.
        if (Console.IsOutputRedirected) AnsiConsole.Profile.Width = 250;
        var parsed = Root().Parse(arguments);
        if (parsed.UnmatchedTokens is [var stray, ..]) return Refuse($"a verb or option must be known, but '{stray}' is not; see --help");
        if (parsed.Errors is [var error, ..]) return Refuse($"{error.Message.TrimEnd('.')}; see --help");
        using var stop = new StopSignal();
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, stop.Token);
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
        root.Subcommands.Add(ConvertCommand.Create());
        root.Subcommands.Add(ServeCommand.Create());
        root.Subcommands.Add(ParametersCommand.Create());
        root.Subcommands.Add(DataCommand.Create());
        root.Subcommands.Add(AnalyzeCommand.Create());
        root.Subcommands.Add(FigsCommand.Create());
        return root;
    }

    private static int Refuse(string message)
    {
        Console.Error.WriteLine($"deepdive: {Terminal.Printable(ParameterName().Replace(message, ""))}");
        return ExitCode.BadInput;
    }

    // .NET adds which argument of which method was wrong; a user of the command line has never heard of it.
    [GeneratedRegex(@" \(Parameter '\w+'\)")]
    private static partial Regex ParameterName();
}
