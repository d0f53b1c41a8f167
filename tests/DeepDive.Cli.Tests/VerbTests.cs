using System.Text.Json;

namespace DeepDive.Cli.Tests;

/// <summary>What each verb does when all is well, and when a cell fails.</summary>
public sealed class VerbTests : IDisposable
{
    private const string Failing = """
        #!markdown

        # A notebook that fails

        #!csharp

        // parameters
        var count = 3; // [1, 9] how often

        #!csharp

        Console.WriteLine($"count is {count}");

        #!csharp

        throw new InvalidOperationException("the third cell gives up");

        #!csharp

        "never reached"

        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Help_names_every_verb()
    {
        var result = Command.Run(_folder.Path, "--help");
        Assert.Equal(0, result.ExitCode);
        foreach (var verb in new[] { "report", "run", "parameters", "data", "analyze", "figs", "serve" }) Assert.Contains(verb, result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Parameters_lists_names_types_defaults_and_comments()
    {
        var result = Command.Run(_folder.Path, "parameters", Command.Part1);
        Assert.Equal(0, result.ExitCode);
        foreach (var part in new[] { "depths", "1..8", "Range", "[1, 16]", "spurious feature" }) Assert.Contains(part, result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Data_list_names_the_sets_and_the_cache()
    {
        var result = Command.Run(_folder.Path, [("DEEPDIVE_DATA", _folder.Path)], "data", "list");
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("fashion-mnist", result.Output, StringComparison.Ordinal);
        Assert.Contains("not fetched", result.Output, StringComparison.Ordinal);
        Assert.Contains(_folder.Path, result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failing_cell_gives_exit_code_1_and_a_report_that_shows_it()
    {
        var notebook = _folder.Write("failing.dib", Failing);
        var result = Command.Run(_folder.Path, "report", notebook, "--set", "count=7", "--out", "out");
        Assert.Equal(1, result.ExitCode);
        var page = File.ReadAllText(Path.Combine(_folder.Path, "out", "failing.html"));
        Assert.Contains("count is 7", page, StringComparison.Ordinal);
        Assert.Contains("the third cell gives up", page, StringComparison.Ordinal);
        Assert.DoesNotContain("never reached</", page, StringComparison.Ordinal);
        Assert.Contains("the third cell gives up", File.ReadAllText(Path.Combine(_folder.Path, "out", "index.html")), StringComparison.Ordinal);
        Assert.Equal("[]", File.ReadAllText(Path.Combine(_folder.Path, "out", "claims.json")).Trim());
    }

    [Fact]
    public void Without_a_terminal_there_are_plain_lines_and_console_text_if_asked_for()
    {
        var notebook = _folder.Write("failing.dib", Failing);
        var quiet = Command.Run(_folder.Path, "run", notebook).Output;
        Assert.Matches(@"^failing: 5 cells\n  \[2/5\] +\d+\.\d s  A notebook that fails\n  \[3/5\] .*\n  \[4/5\] .*  failed: .*the third cell gives up\nfailing: failed after .*the third cell gives up\n$", quiet);

        var verbose = Command.Run(_folder.Path, "report", notebook, "--verbose", "--out", "out").Output;
        Assert.Matches(@"\n  \[2/5\] .*\n  \[3\] count is 3\n  \[3/5\] ", verbose);
        Assert.DoesNotContain('\e', verbose);
    }

    [Fact]
    public void Cells_may_write_from_many_threads_at_once_while_they_are_watched()
    {
        var notebook = _folder.Write("chatty.dib", "#!csharp\n\nParallel.For(0, 40_000, i => (i % 2 == 0 ? Console.Out : Console.Error).WriteLine($\"line {i}\"));\n");
        var result = Command.Run(_folder.Path, "run", notebook, "--verbose");
        Assert.True(result.ExitCode == 0, result.Errors);
        foreach (var text in new[] { result.Output, result.Errors })
            Assert.Equal(20_000, text.Split('\n').Count(line => line.StartsWith("  [1] line ", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_cells_warning_reaches_the_error_stream()
    {
        var notebook = _folder.Write("warns.dib", "#!csharp\n\nConsole.WriteLine(\"said\"); Console.Error.WriteLine(\"warning: \\u001b[2Jmind\");\n");
        var result = Command.Run(_folder.Path, "run", notebook);
        Assert.Equal("  [1] warning: mind\n", result.Errors);
        Assert.DoesNotContain("said", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Part_1_writes_its_claims()
    {
        var result = Command.Run(_folder.Path, "report", Command.Part1, "--set", "depths=1..4", "--set", "seeds=2", "--set", "rows=300", "--set", "epochs=30", "--set", "images=none", "--out", "out");
        Assert.True(result.ExitCode == 0, result.Output + result.Errors);
        using var claims = JsonDocument.Parse(File.ReadAllText(Path.Combine(_folder.Path, "out", "claims.json")));
        var ids = claims.RootElement.EnumerateArray().Select(claim => claim.GetProperty("id").GetString()).ToArray();
        Assert.Equal(ids.Distinct(), ids);
        Assert.Contains("rank-peak-yin-yang", ids);
        Assert.All(claims.RootElement.EnumerateArray(), claim =>
        {
            Assert.Equal("part1-rank-and-similarity", claim.GetProperty("notebook").GetString());
            Assert.Equal(2, claim.GetProperty("seeds").GetInt32());
            Assert.Contains(claim.GetProperty("verdict").GetString(), (string[])["reproduced", "not-reproduced", "undecided"]);
        });
    }

    [Theory]
    [InlineData("no-spurious")]
    [InlineData("rotated")]
    [InlineData("quadratic")]
    public void Part_1_runs_on_every_variant_of_the_data(string variant)
    {
        var result = Command.Run(_folder.Path, "run", Command.Part1, "--set", $"variant={variant}", "--set", "noiseColumns=3", "--set", "depths=1..2", "--set", "seeds=2", "--set", "rows=200", "--set", "epochs=5", "--set", "images=none", "--html", "p1.html");
        Assert.True(result.ExitCode == 0, result.Output + result.Errors);
    }

    [Fact]
    public void Ctrl_C_ends_an_endless_cell_and_keeps_what_finished()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("Windows has no SIGINT to send to another process");
        var notebook = _folder.Write("endless.dib", "#!csharp\n\nConsole.WriteLine(\"first cell\");\n\n#!csharp\n\nwhile (true) { }\n");
        using var command = Command.Start(_folder.Path, "run", notebook, "--html", "endless.html");
        Assert.True(SpinWait.SpinUntil(() => command.Output.Contains("[1/2]", StringComparison.Ordinal), TimeSpan.FromSeconds(60)), command.Output + command.Errors);
        Thread.Sleep(2000); // the second cell has compiled and runs
        var clock = System.Diagnostics.Stopwatch.StartNew();
        using (System.Diagnostics.Process.Start("kill", ["-INT", command.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture)])) { }
        var result = command.Wait(TimeSpan.FromSeconds(20));
        Assert.Equal(130, result.ExitCode);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(1), $"it took {clock.Elapsed} and not the tenth of a second that it takes by itself");
        Assert.Contains("first cell", File.ReadAllText(Path.Combine(_folder.Path, "endless.html")), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.Path, "*.tmp"));
    }
}
