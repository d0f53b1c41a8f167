using System.Text.RegularExpressions;

namespace DeepDive.Cli.Tests;

/// <summary>What the README says works.</summary>
public sealed partial class ReadmeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_example_compiles_and_runs()
    {
        var example = Example().Match(File.ReadAllText(Path.Combine(Command.Repository, "README.md"))).Groups[1].Value;
        var notebook = _folder.Write("example.dib", $"#!csharp\n\n#r \"DeepDive.dll\"\n{example}");
        var result = Command.Run(_folder.Path, "run", notebook, "--html", "example.html");
        Assert.True(result.ExitCode == 0, result.Output + result.Errors);
        var page = File.ReadAllText(Path.Combine(_folder.Path, "example.html"));
        Assert.Matches(@"test error \d+\.\d %", page);
        Assert.Equal(6, Regex.Count(page, @"soft rank \d\.\d\d"));
        Assert.Matches(@"last hidden layer: [01]\.\d{3}", page);
    }

    [Fact]
    public void Every_picture_is_there()
    {
        var pictures = Picture().Matches(File.ReadAllText(Path.Combine(Command.Repository, "README.md"))).Select(match => match.Value).ToArray();
        Assert.NotEmpty(pictures);
        Assert.All(pictures, picture => Assert.True(File.Exists(Path.Combine(Command.Repository, picture)), $"{picture} is missing; run `figs`"));
    }

    [Fact]
    public void Its_commands_write_into_the_ignored_folder_alone()
    {
        var outputs = Output().Matches(File.ReadAllText(Path.Combine(Command.Repository, "README.md"))).Select(match => match.Groups[1].Value).ToArray();
        Assert.NotEmpty(outputs);
        Assert.All(outputs, output => Assert.StartsWith("reports/", output, StringComparison.Ordinal));
        Assert.Contains("reports/", File.ReadAllLines(Path.Combine(Command.Repository, ".gitignore")));
    }

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();

    [GeneratedRegex(@"(?:--html|--ipynb|--out|-- convert \S+) ([\w./-]+)")]
    private static partial Regex Output();

    [GeneratedRegex(@"figs/[\w-]+\.png")]
    private static partial Regex Picture();
}
