using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace DeepDive.Cli.Tests;

/// <summary><c>serve</c> as a process, on a notebook that moves: a curve that grows, console text, and a cell that may never end.</summary>
internal sealed class ServedNotebook : IDisposable
{
    private const string Moving = """
        #!markdown

        # A notebook that moves

        ## Training

        #!csharp

        // parameters
        var steps = 3; // [1, 1000] number of steps; quick: 2
        var mode = "plain"; // {plain, endless, crash, chatty} what the last cell does

        #!csharp

        #r "DeepDive.dll"
        using DeepDive.Figures;
        Figure Curve(int n) => Figure.Lines($"After {n} steps", new Axis("step"), new Axis("loss"),
            Series.Of("loss", Enumerable.Range(1, n).Select(i => (double)i), Enumerable.Range(1, n).Select(i => 1.0 / i)));
        var curve = Curve(1).Display();
        for (var i = 2; i <= steps; i++) { await Task.Delay(300); curve.Update(Curve(i)); }

        #!csharp

        for (var i = 0; i < steps; i++) Console.WriteLine($"step {i} <b>");

        #!csharp

        if (mode == "endless") { Console.WriteLine($"endless in process {Environment.ProcessId}"); while (true) { } }
        if (mode == "crash") Environment.Exit(7);
        if (mode == "chatty") for (var i = 0; i < 200_000; i++) Console.WriteLine($"line {i} {new string('x', 100)}");
        "the end"

        """;

    /// <summary>What an event says of a run that is over and went well.</summary>
    public const string Ended = """
        "kind":"run"[^}]*"status":"succeeded"
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly Command _command;

    public ServedNotebook(params string[] arguments)
        : this(arguments, Moving)
    {
    }

    private ServedNotebook(string[] arguments, string text)
    {
        var notebook = _folder.Write("moving.dib", text);
        _command = Command.Start(_folder.Path, ["serve", notebook, .. arguments]);
        Assert.True(SpinWait.SpinUntil(() => _command.Output.Contains("Ctrl-C", StringComparison.Ordinal), TimeSpan.FromSeconds(60)), _command.Output + _command.Errors);
        Address = new Uri(_command.Output.Split('\n').First(line => line.StartsWith("open ", StringComparison.Ordinal))["open ".Length..]);
    }

    /// <summary>Another notebook than the one that moves.</summary>
    public static ServedNotebook Of(string text) => new([], text);

    /// <summary>The address to open, with its token.</summary>
    public Uri Address { get; }

    public string NotebookPath => Path.Combine(_folder.Path, "moving.dib");

    /// <summary>A file beside the notebook.</summary>
    public string Beside(string name) => Path.Combine(_folder.Path, name);

    public Uri For(string verb) => new($"{Address.GetLeftPart(UriPartial.Path)}/{verb}{Address.Query}");

    /// <summary>What a page sends.</summary>
    public static StringContent Json(string body, string type = "application/json") => new(body, Encoding.UTF8, type);

    /// <summary>Follows the run as a page does, until it is told what matches.</summary>
    /// <returns>The line that tells it.</returns>
    public async Task<string> EventAsync(string pattern)
    {
        using var client = new HttpClient();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var events = new StreamReader(await client.GetStreamAsync(For("events"), patience.Token));
        while (await events.ReadLineAsync(patience.Token) is { } line)
            if (Regex.IsMatch(line, pattern)) return line;
        throw new IOException($"the server told nothing of {pattern}");
    }

    /// <summary>Presses Ctrl-C.</summary>
    public CommandResult Interrupt() => Signal("-INT");

    /// <summary>Kills the server so that it can do nothing about it.</summary>
    public CommandResult Kill() => Signal("-KILL");

    private CommandResult Signal(string signal)
    {
        using (System.Diagnostics.Process.Start("kill", [signal, _command.ProcessId.ToString(CultureInfo.InvariantCulture)])) { }
        return _command.Wait(TimeSpan.FromSeconds(20));
    }

    public void Dispose()
    {
        _command.Dispose();
        _folder.Dispose();
    }
}
