using DeepDive.Notebooks.Documents;
using DeepDive.Notebooks.Parameters;

namespace DeepDive.Cli.Tests;

/// <summary>Bad input: one clear line, exit code 2, and nothing written.</summary>
public sealed class BadInputTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("seedz=3", "'seedz'", "did you mean 'seeds'?")]
    [InlineData("seeds=many", "seeds must be of type int", "'many'")]
    [InlineData("depths=0..4", "depths must lie in [1, 16]", "0..4")]
    [InlineData("depths=4..1", "depths", "4..1")]
    [InlineData("p=1.5", "p must lie in [0, 1]", "1.5")]
    [InlineData("variant=cubic", "variant must lie in {plain", "cubic")]
    [InlineData("seeds", "name=value", "'seeds'")]
    public void A_wrong_parameter_is_refused_before_anything_runs(string setting, params string[] says)
    {
        Command.Run(_folder.Path, "run", Command.Part1, "--set", setting, "--html", "p1.html").IsRefused(says);
        Assert.Empty(_folder.Files);
    }

    [Theory]
    [InlineData("sweepLayers=-1", "sweepLayers must lie in [4, 16]", "-1")]
    [InlineData("sweepWidths=64,5000", "sweepWidths must lie in [8, 4096]", "64,5000")]
    [InlineData("sweepClasses=1,2", "sweepClasses must lie in [2, 10]", "try --set sweepClasses=2,5,10")]
    [InlineData("sweepSamples=[]", "sweepSamples must lie in [200, 40000]", "[]")]
    public void A_wrong_list_is_refused_before_anything_runs(string setting, params string[] says) =>
        Command.Run(_folder.Path, "run", Path.Combine(Command.Repository, "notebooks", "part4-tunnel-effect.dib"), "--set", setting).IsRefused(says);

    [Fact]
    public void Every_number_that_a_notebook_of_the_study_takes_has_bounds()
    {
        foreach (var path in Directory.EnumerateFiles(Path.Combine(Command.Repository, "notebooks"), "*.dib"))
            Assert.All(ParameterList.Read(Notebook.Load(path)).Items.Where(item => item.Type != typeof(string) && item.Type != typeof(bool)), item => Assert.NotNull(item.Domain.Low));
    }

    [Fact]
    public void A_parameter_set_twice_is_refused() =>
        Command.Run(_folder.Path, "run", Command.Part1, "--set", "seeds=1", "--set", "seeds=2").IsRefused("set twice");

    [Fact]
    public void A_report_refuses_a_parameter_that_no_notebook_declares()
    {
        Command.Run(Command.Repository, "report", "--set", "nonsense=1", "--out", Path.Combine(_folder.Path, "out")).IsRefused("'nonsense'");
        Assert.Empty(_folder.Files);
    }

    [Fact]
    public void A_notebook_that_is_not_there_is_refused() =>
        Command.Run(_folder.Path, "run", "missing.dib").IsRefused("missing.dib");

    [Fact]
    public void An_unknown_verb_or_option_is_refused()
    {
        Command.Run(_folder.Path, "dive").IsRefused("dive");
        Command.Run(_folder.Path, "run", Command.Part1, "--fast").IsRefused("--fast");
    }

    [Theory]
    [InlineData("run", "own.dib", "--html", "own.dib")]
    [InlineData("run", "own.dib", "--html", "../FOLDER/own.dib")]
    [InlineData("convert", "own.dib", "own.dib")]
    [InlineData("analyze", "own.dib", "--html", "./own.dib")]
    public void An_output_never_replaces_what_is_read(params string[] arguments)
    {
        var own = _folder.Write("own.dib", "#!csharp\n1\n");
        var name = Path.GetFileName(_folder.Path);
        Command.Run(_folder.Path, [.. arguments.Select(argument => argument.Replace("FOLDER", name, StringComparison.Ordinal))]).IsRefused("must not replace what is read");
        Assert.Equal("#!csharp\n1\n", File.ReadAllText(own));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(3, 3)]
    public void A_cell_that_ends_the_process_does_not_pass_for_one_that_ran(int code, int expected)
    {
        var result = Command.Run(_folder.Path, "run", _folder.Write("exit.dib", $"#!csharp\nEnvironment.Exit({code});\n"), "--html", "exit.html");
        Assert.Equal(expected, result.ExitCode);
        Assert.Contains("exit: a cell ended the process", result.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_folder.Path, "exit.html")));
    }

    [Fact]
    public void An_error_on_a_cells_own_thread_is_told_in_one_line()
    {
        var notebook = _folder.Write("thrown.dib", "#!csharp\nnew System.Threading.Thread(() => throw new InvalidOperationException(\"a\\nb\")).Start();\nSystem.Threading.Thread.Sleep(30_000);\n");
        var result = Command.Run(_folder.Path, "run", notebook, "--html", "thrown.html");
        Assert.Equal(1, result.ExitCode);
        Assert.Matches(@"^deepdive: thrown: a cell's own thread threw System\.InvalidOperationException: a b \(at .* in .*cell 1:line 1\), so that nothing was written; [^\n]*\n$", result.Errors);
        Assert.False(File.Exists(Path.Combine(_folder.Path, "thrown.html")));
    }

    [Fact]
    public void A_thread_that_a_cell_has_left_does_not_keep_the_command()
    {
        var notebook = _folder.Write("left.dib", "#!csharp\nnew System.Threading.Thread(() => System.Threading.Thread.Sleep(-1)).Start();\n");
        Assert.Equal(0, Command.Run(_folder.Path, "run", notebook, "--html", "left.html").ExitCode);
        Assert.True(File.Exists(Path.Combine(_folder.Path, "left.html")));
    }

    [Fact]
    public void An_output_folder_that_cannot_be_written_is_refused()
    {
        var file = _folder.Write("taken", "a file where a folder should be");
        Command.Run(_folder.Path, "report", Command.Part1, "--quick", "--out", Path.Combine(file, "reports")).IsRefused("output folder");
        Assert.Equal([file], _folder.Files);
    }

    [Fact]
    public void A_damaged_data_cache_is_refused()
    {
        var cache = Path.Combine(_folder.Path, "cache");
        Directory.CreateDirectory(cache);
        var set = Data.ImageSets.Mnist;
        var file = Path.Combine(cache, Path.GetFileName(set.CachePath));
        File.WriteAllText(file, "half of a file");
        Command.Run(_folder.Path, [("DEEPDIVE_DATA", cache)], "run", Command.Part1, "--quick", "--set", "images=mnist", "--html", "p1.html")
            .IsRefused("damaged", "data get mnist");
        Assert.Equal("half of a file", File.ReadAllText(file));
        Assert.False(File.Exists(Path.Combine(_folder.Path, "p1.html")));
    }

    [Fact]
    public void Missing_data_that_cannot_be_fetched_are_refused_with_what_to_install()
    {
        var cache = Path.Combine(_folder.Path, "cache");
        var dotnet = Path.GetDirectoryName(Environment.ProcessPath)!;
        // A path without npm: only dotnet itself is found.
        Command.Run(_folder.Path, [("DEEPDIVE_DATA", cache), ("PATH", dotnet)], "run", Command.Part1, "--quick", "--set", "images=mnist", "--html", "p1.html")
            .IsRefused("mnist", "Node.js");
        Assert.False(File.Exists(Path.Combine(_folder.Path, "p1.html")));
    }

    [Fact]
    public void An_unknown_data_set_is_refused_with_those_that_there_are() =>
        Command.Run(_folder.Path, "data", "get", "imagenet").IsRefused("imagenet", "fashion-mnist");

    [Fact]
    public void A_thread_count_of_zero_is_refused() =>
        Command.Run(_folder.Path, "run", Command.Part1, "--threads", "0").IsRefused("--threads", "0");
}
