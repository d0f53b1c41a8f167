using System.Diagnostics;
using System.Text.RegularExpressions;
using DeepDive.Cli.Watching;
using DeepDive.Notebooks.Documents;
using DeepDive.Notebooks.Running;
using Spectre.Console;

namespace DeepDive.Cli.Tests;

/// <summary>The live view of a run, as it stands on a terminal of fixed size.</summary>
public sealed class LiveViewTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    // Goes on until the test has seen what it waits for.
    private string Told => $$"""
        var listener = new System.Diagnostics.DiagnosticListener("DeepDive.Progress");
        System.Threading.Thread.Sleep(300);
        listener.Write("progress", (Text: "epoch 12 of 24, training loss 0.5", Fraction: 0.5));
        while (!System.IO.File.Exists(@"{{Seen}}")) System.Threading.Thread.Sleep(20);
        """;

    private string Seen => Path.Combine(_folder.Path, "seen");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_table_follows_the_run_and_its_verdict_stays()
    {
        const string Running = @"^n: 1 of 3 cells ran, \d+:\d\d\ndone     2  First \*part\* +\d+\.\d s\nrunning  3  var listener = .*…  +\d+\.\d s\n            50 %, \d+:\d\d left: epoch 12 of 24, training loss 0\.5\nwaiting  4  1 \+ 1\n$";
        var screen = await WatchAsync(80, 24, Of("# A [title]\n\n## First *part*", "var x = 1;", Told, "1 + 1"), until: Running);
        Assert.Matches(@"^n: 3 of 3 cells ran, \d+:\d\d\n$", screen.Text);
        Assert.Equal(1, screen.CursorRow);
    }

    [Fact]
    public async Task Cells_that_failed_stay_listed_with_their_errors_and_cannot_steer_the_terminal()
    {
        string[] cells = ["""throw new InvalidOperationException("a [red]bad[/] \u001b[2J\u0007 value\nand more");""", "1", "nothing"];
        var screen = await WatchAsync(120, 24, Of("# T", cells), goesOn: true);
        Assert.Matches(@"^n: failed: 1 of 3 cells ran, 2 failed, \d+:\d\d$", screen.Lines[0]);
        Assert.Matches(@"^failed   2  T +\d+\.\d s$", screen.Lines[1]);
        Assert.Equal("            System.InvalidOperationException: a [red]bad[/]   value", screen.Lines[2]);
        Assert.Matches(@"^failed   4  nothing +\d+\.\d s$", screen.Lines[3]);
        Assert.Contains("'nothing' does not exist", screen.Lines[4], StringComparison.Ordinal);
        Assert.Equal(screen.CursorRow, screen.Lines.Count - 1);
        Assert.DoesNotContain('\a', screen.Raw);
        var stopped = await WatchAsync(120, 24, Of("# T", cells));
        Assert.StartsWith("n: failed: 0 of 3 cells ran, 1 failed, 2 skipped", stopped.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(80, 10)]
    [InlineData(40, 6)]
    [InlineData(34, 4)]
    public async Task A_notebook_longer_than_the_window_shows_what_fits_around_the_running_cell(int width, int height)
    {
        var cells = Enumerable.Range(0, 40).Select(i => i == 20 ? Told : $"var 界界界界界界界界界界界界界界界界{i} = {i};").ToArray();
        var fits = $@"^[^\n]+\n[^\n]*before[^\n]*\n(?=(?:[^\n]+\n){{1,{height - 3}}}$)(?:[^\n]+\n)*?running  22[^\n]*\n(?:[^\n]+\n)*{(height > 5 ? @"[^\n]*more[^\n]*\n" : "")}$";
        var screen = await WatchAsync(width, height, Of("# Many", cells), until: fits);
        Assert.Equal(2, screen.Lines.Count); // nothing was left behind above
    }

    [Fact]
    public async Task Console_text_scrolls_above_the_table_in_order()
    {
        var screen = await WatchAsync(80, 12, Of("# T", """for (var i = 0; i < 30; i++) { Console.WriteLine($"line {i}"); System.Threading.Thread.Sleep(20); }""", """Console.Write("no "); Console.Write("end"); Console.Error.Write("error");"""), isVerbose: true);
        string[] expected = [.. Enumerable.Range(0, 30).Select(i => $"  [2] line {i}"), "  [3] no end", "  [3] error"];
        Assert.Equal(expected, screen.Lines.Take(32));
        Assert.StartsWith("n: 2 of 2 cells ran", screen.Lines[32], StringComparison.Ordinal);
        Assert.Equal(34, screen.Lines.Count);
    }

    [Fact]
    public async Task A_warning_scrolls_above_the_table_even_if_other_text_does_not()
    {
        var screen = await WatchAsync(80, 12, Of("# T", """Console.Write("said"); Console.Error.Write("warning: mind");"""));
        Assert.Equal("  [2] warning: mind", screen.Lines[0]);
        Assert.StartsWith("n: 1 of 1 cells ran", screen.Lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_window_made_narrower_keeps_nothing_of_the_wider_table()
    {
        var screen = new Screen(100, 30);
        var console = ConsoleOn(screen, 100, 30);
        var region = new LiveRegion(console);
        region.Draw(["above"], new Rows(new Text(new string('a', 90)), new Text("b"), new Text(new string('c', 100))));
        screen.Narrow(40);
        console.Profile.Width = 40;
        region.Draw([], new Text("narrow"));
        Assert.Equal(["above", "narrow", ""], screen.Lines);
    }

    private static IAnsiConsole ConsoleOn(Screen screen, int width, int height)
    {
        var console = Terminal.Over(screen);
        (console.Profile.Width, console.Profile.Height) = (width, height);
        return console;
    }

    private Notebook Of(string prose, params string[] cells) =>
        Notebook.Load(_folder.Write("n.dib", $"#!markdown\n\n{prose}\n\n{string.Concat(cells.Select(cell => $"#!csharp\n\n{cell}\n\n"))}"));

    // The screen at the end; before it, it has to match what the test waits for, and the cell that waits for the test goes on then.
    private async Task<Screen> WatchAsync(int width, int height, Notebook notebook, bool isVerbose = false, bool goesOn = false, string until = "")
    {
        var screen = new Screen(width, height);
        var last = "";
        using var watcher = new LiveWatcher(ConsoleOn(screen, width, height), isVerbose, () => true);
        var run = NotebookRunner.RunAsync(notebook, new RunOptions { ContinueOnError = goesOn }, watcher, TestContext.Current.CancellationToken);
        var isSeen = until.Length == 0;
        for (var clock = Stopwatch.StartNew(); !isSeen && !run.IsCompleted && clock.Elapsed < TimeSpan.FromMinutes(1); await Task.Delay(20, TestContext.Current.CancellationToken))
            isSeen = Regex.IsMatch(last = screen.Text, until);
        await File.WriteAllTextAsync(Seen, "", TestContext.Current.CancellationToken);
        await run;
        Assert.True(isSeen, last);
        return screen;
    }
}
