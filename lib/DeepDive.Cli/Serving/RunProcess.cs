using System.Diagnostics;
using System.Globalization;
using System.Text;
using DeepDive.Notebooks.Live;

namespace DeepDive.Cli.Serving;

/// <summary>A run in a process of its own: whatever its cells do, it can be killed, and the server lives on.</summary>
internal sealed class RunProcess : IDisposable
{
    private const int MostErrors = 2000;

    private readonly Process _process;
    private readonly LiveRun _run;
    private readonly StringBuilder _errors = new();
    private int _isStopped;

    public RunProcess(string notebook, RunRequest request, int? threads, LiveRun run)
    {
        _run = run;
        _process = Process.Start(StartOf(notebook, request, threads))!;
        // A cell that asks for input gets none, instead of waiting for ever.
        _process.StandardInput.Close();
        Ended = WatchAsync();
    }

    /// <summary>Completes once the process has gone and all that it said has been read.</summary>
    public Task Ended { get; }

    /// <summary>Kills the run; what it has said so far is kept, and it has nothing else to lose.</summary>
    public async Task StopAsync()
    {
        if (Interlocked.Exchange(ref _isStopped, 1) == 0 && !_process.HasExited) _process.Kill(entireProcessTree: true);
        await Ended;
    }

    public void Dispose() => _process.Dispose();

    private static ProcessStartInfo StartOf(string notebook, RunRequest request, int? threads)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet") start.ArgumentList.Add(typeof(RunProcess).Assembly.Location);
        string[] arguments =
        [
            "run", notebook, "--events", Environment.ProcessId.ToString(CultureInfo.InvariantCulture),
            .. request.Quick ? ["--quick"] : Array.Empty<string>(),
            .. threads is { } count ? ["--threads", count.ToString(CultureInfo.InvariantCulture)] : Array.Empty<string>(),
            .. (request.Values ?? []).SelectMany(entry => new[] { "--set", $"{entry.Key}={entry.Value}" }),
        ];
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        return start;
    }

    private async Task WatchAsync()
    {
        var errors = ReadErrorsAsync();
        while (await _process.StandardOutput.ReadLineAsync() is { } line) _run.Apply(line);
        await Task.WhenAll(errors, _process.WaitForExitAsync());
        var said = _errors.ToString().Trim();
        _run.End(_isStopped == 1, said.Length > 0 ? said.Replace("deepdive: ", "", StringComparison.Ordinal) : $"the run's process ended with code {_process.ExitCode}");
    }

    private async Task ReadErrorsAsync()
    {
        while (await _process.StandardError.ReadLineAsync() is { } line)
            if (_errors.Length < MostErrors) _errors.AppendLine(line[..Math.Min(line.Length, MostErrors)]);
    }
}
