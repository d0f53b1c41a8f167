using System.Text.Json;

namespace DeepDive.Cli.Tests;

/// <summary>Between .dib and .ipynb, and Jupyter notebooks with outputs.</summary>
public sealed class ConvertTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_notebook_comes_back_byte_by_byte()
    {
        Assert.Equal(0, Command.Run(_folder.Path, "convert", Command.Part1, "p.ipynb").ExitCode);
        Assert.Equal(0, Command.Run(_folder.Path, "convert", "p.ipynb", "p.dib").ExitCode);
        Assert.Equal(File.ReadAllBytes(Command.Part1), File.ReadAllBytes(Path.Combine(_folder.Path, "p.dib")));
    }

    [Fact]
    public void A_value_is_there_in_every_form_that_it_has()
    {
        var notebook = _folder.Write("f.dib", "#!csharp\n\n#r \"DeepDive.dll\"\nusing DeepDive.Figures;\nnew Claim(\"c\", \"It holds.\", \"Us\", \"1\", 1.0, 0.1, 3, Verdict.Reproduced).Display();\nConsole.WriteLine(\"done\");\n");
        var result = Command.Run(_folder.Path, "run", notebook, "--ipynb", "f.ipynb");
        Assert.True(result.ExitCode == 0, result.Output + result.Errors);
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(_folder.Path, "f.ipynb")));
        var outputs = json.RootElement.GetProperty("cells")[0].GetProperty("outputs");
        var data = outputs[0].GetProperty("data");
        Assert.Equal("It holds.", data.GetProperty("application/vnd.deepdive.claim+json").GetProperty("text").GetString());
        Assert.Equal(3, data.EnumerateObject().Count());
        Assert.Equal("done\n", outputs[1].GetProperty("text")[0].GetString());
    }

    [Fact]
    public void Files_that_are_no_notebooks_are_refused()
    {
        Command.Run(_folder.Path, "convert", Command.Part1, "p.txt").IsRefused(".dib or .ipynb", "p.txt");
        Command.Run(_folder.Path, "convert", Command.Part1, Command.Part1).IsRefused("the same");
        Command.Run(_folder.Path, "run", Command.Part1, "--ipynb", "p.json").IsRefused("--ipynb", "p.json");
        Command.Run(_folder.Path, "convert", _folder.Write("bad.ipynb", "{"), "p.dib").IsRefused("must be JSON");
        Assert.Equal([Path.Combine(_folder.Path, "bad.ipynb")], _folder.Files);
    }
}
