using DeepDive.Notebooks.Documents;
using DeepDive.Notebooks.Running;

namespace DeepDive.Notebooks.Tests.Kernel;

public sealed class DirectiveTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("deep dive ").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task An_unknown_magic_fails_the_cell()
    {
        var error = await NotebookTestRun.Error("var x = 1;\n#!nosuch --thing");
        Assert.Equal("(2,1): error DNI101: Unknown magic command '#!nosuch'", error.Message);
        Assert.Equal(2, error.Line);
    }

    [Fact]
    public async Task Code_before_a_magic_runs_and_lines_after_it_keep_their_numbers()
    {
        var error = await NotebookTestRun.Error("var x = 1;\n#!time\nx + nosuch");
        Assert.StartsWith("(3,5): error CS0103", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_magic_inside_a_string_or_comment_is_text() =>
        Assert.Equal("\n#!nosuch\n", await NotebookTestRun.Shown("/*\n#!nosuch\n*/\n@\"\n#!nosuch\n\""));

    [Fact]
    public async Task Time_shows_how_long_the_cell_took() =>
        Assert.Matches(@"^5\|Wall time: [\d.]+ ms$", await NotebookTestRun.Shown("#!time\n5"));

    [Fact]
    public async Task Markdown_and_html_inside_a_cell_are_shown()
    {
        var run = await NotebookTestRun.OfCells("#!markdown \n# hi\n#!html \n<b>x</b>\n#!csharp \n1");
        Assert.Equal([("text/markdown", "# hi"), ("text/html", "<b>x</b>"), ("text/plain", "1")], run.Cells[0].Outputs.Select(output => (output.Best.MimeType, output.Best.Content)));
    }

    [Fact]
    public async Task A_reference_resolves_to_the_hosts_own_copy_even_if_its_path_is_missing() =>
        Assert.Equal("True", await NotebookTestRun.Shown($"#r \"../no/such/folder/DeepDive.Notebooks.Tests.dll\"\n{typeof(SharedState).FullName}.Value == {SharedState.Value = Random.Shared.Next()}"));

    [Fact]
    public async Task A_missing_reference_fails_the_cell() =>
        Assert.Contains("error CS0006", (await NotebookTestRun.Error("#r \"nosuch.dll\"")).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Load_import_and_files_are_relative_to_the_notebook()
    {
        File.WriteAllText(Path.Combine(_folder, "a.csx"), "int FromLoad() => 1;");
        File.WriteAllText(Path.Combine(_folder, "b.dib"), "#!csharp\n\nvar fromImport = 2;\n\n#!markdown\n\nhello\n");
        File.WriteAllText(Path.Combine(_folder, "c.txt"), "3");
        var folder = Environment.CurrentDirectory;

        var run = await Run("#!csharp\n#load \"a.csx\"\n#!import b.dib\nFromLoad() + fromImport + int.Parse(System.IO.File.ReadAllText(\"c.txt\"))");

        Assert.Null(run.Error);
        Assert.Equal(["hello", "6"], run.Cells[0].Outputs.Select(output => output.Best.Content));
        Assert.Equal(folder, Environment.CurrentDirectory);
    }

    [Fact]
    public async Task Importing_a_missing_file_fails_the_cell() =>
        Assert.Contains("nosuch.dib' does not", (await Run("#!csharp\n#!import nosuch.dib")).Error!.Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_file_that_imports_itself_fails_the_cell()
    {
        File.WriteAllText(Path.Combine(_folder, "loop.dib"), "#!csharp\n\n#!import loop.dib\n");
        Assert.Contains("imports itself", (await Run("#!csharp\n#!import loop.dib")).Error!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fsharp")]
    [InlineData("pwsh")]
    [InlineData("http")]
    public async Task Cells_of_languages_we_do_not_run_fail_plainly(string kernel)
    {
        var run = await Run($"#!{kernel}\n\nx\n");
        Assert.Equal(CellStatus.Failed, run.Status);
        Assert.Contains($"this one is {kernel}, which this host does not run", run.Error!.Message, StringComparison.Ordinal);
    }

    private Task<NotebookRun> Run(string text) =>
        NotebookRunner.RunAsync(Notebook.Parse(text, Path.Combine(_folder, "n.dib")), new RunOptions());
}
