using System.CommandLine;
using DeepDive.Cli.Serving;
using DeepDive.Notebooks;
using DeepDive.Notebooks.Documents;
using DeepDive.Notebooks.Parameters;

namespace DeepDive.Cli.Commands;

/// <summary><c>serve [NOTEBOOK]</c>: a page on this machine that shows a notebook while it runs.</summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        var notebook = new Argument<string?>("notebook") { Description = "the .dib file; all of the study's to choose from if none is named", Arity = ArgumentArity.ZeroOrOne };
        var port = new Option<int>("--port") { Description = "port on 127.0.0.1; any that is free if it is left out", HelpName = "number" };
        var options = new NotebookOptions();
        var command = new Command("serve", "Shows a notebook in the browser while it runs.") { notebook, port };
        options.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            options.ApplyThreads(parsed);
            var number = parsed.GetValue(port);
            if (number is < 0 or > 65535)
                throw new NotebookInputException($"--port must lie in [0, 65535], but was {number}; leave it out for any that is free");
            var first = new RunRequest(parsed.GetValue(options.Quick), options.Overrides(parsed).ToDictionary());
            return await ServeAsync(parsed.GetValue(notebook), first, number, parsed.GetValue(options.Threads), cancellation);
        });
        return command;
    }

    private static async Task<int> ServeAsync(string? named, RunRequest first, int port, int? threads, CancellationToken cancellation)
    {
        IReadOnlyList<string> paths = named is null ? Repository.Notebooks : [Notebook.Load(named).Path];
        if (named is null) ThrowIfSet(first);
        else ParameterList.Read(Notebook.Load(named)).Resolve(first.Values!, first.Quick);
        await using var notebooks = new ServedNotebooks(paths, threads);
        await using var server = new NotebookServer(notebooks, first, port, cancellation);
        var address = await server.StartAsync();
        if (named is not null) notebooks.TryStart(Path.GetFileNameWithoutExtension(paths[0]), first);
        Console.WriteLine($"open {address}");
        Console.WriteLine("the address is yours alone: whoever has it can run the notebook; Ctrl-C ends the server");
        try
        {
            await Task.Delay(Timeout.Infinite, cancellation);
        }
        catch (OperationCanceledException)
        {
            // The ordinary end of a server.
        }

        return ExitCode.Success;
    }

    private static void ThrowIfSet(RunRequest first)
    {
        if (first.Values!.Count > 0) throw new NotebookInputException("--set needs a notebook, but none was named; name one, or set parameters on its page");
    }
}
