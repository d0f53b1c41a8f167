using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text;

namespace DeepDive.Cli.Tests;

/// <summary>The command line as its users meet it: a process with arguments, output and an exit code.</summary>
internal sealed class Command : IDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();

    private Command(string workingFolder, (string Name, string Value)[] environment, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = workingFolder };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "DeepDive.Cli.dll"));
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment) start.Environment[name] = value;
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Append(_output, line.Data);
        _process.ErrorDataReceived += (_, line) => Append(_errors, line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>The checkout that the tests were built in.</summary>
    public static string Repository { get; } = Path.GetFullPath(Path.Combine(Folder(), "..", ".."));

    public static string Part1 { get; } = Path.Combine(Repository, "notebooks", "part1-rank-and-similarity.dib");

    public int ProcessId => _process.Id;

    public string Output
    {
        get
        {
            lock (_output) return _output.ToString();
        }
    }

    public string Errors
    {
        get
        {
            lock (_errors) return _errors.ToString();
        }
    }

    /// <summary>Runs to the end.</summary>
    public static CommandResult Run(string workingFolder, params string[] arguments) => Run(workingFolder, [], arguments);

    /// <summary>Runs to the end, with variables of the environment.</summary>
    public static CommandResult Run(string workingFolder, (string Name, string Value)[] environment, params string[] arguments)
    {
        using var command = new Command(workingFolder, environment, arguments);
        return command.Wait(TimeSpan.FromMinutes(4));
    }

    public static Command Start(string workingFolder, params string[] arguments) => new(workingFolder, [], arguments);

    public static Command Start(string workingFolder, (string Name, string Value)[] environment, params string[] arguments) => new(workingFolder, environment, arguments);

    public CommandResult Wait(TimeSpan limit)
    {
        if (!_process.WaitForExit(limit))
        {
            _process.Kill(entireProcessTree: true);
            throw new TimeoutException($"no end after {limit}\n{Output}{Errors}");
        }

        _process.WaitForExit(); // and until its output has been read
        return new CommandResult(_process.ExitCode, Output, Errors);
    }

    /// <summary>Ends it at once, as <c>kill -9</c> does: no handler of its own runs.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    private static void Append(StringBuilder text, string? line)
    {
        if (line is null) return;
        lock (text) text.Append(line).Append('\n');
    }

    private static string Folder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
