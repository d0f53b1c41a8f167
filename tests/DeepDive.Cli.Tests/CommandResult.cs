namespace DeepDive.Cli.Tests;

/// <summary>How a command ended, and what it said.</summary>
internal sealed record CommandResult(int ExitCode, string Output, string Errors)
{
    /// <summary>Asserts exit code 2 and exactly one line that says what is wrong.</summary>
    public void IsRefused(params string[] says)
    {
        Assert.True(ExitCode == 2, $"exit code {ExitCode}\n{Output}\n{Errors}");
        var line = Assert.Single(Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("deepdive: ", line, StringComparison.Ordinal);
        foreach (var part in says) Assert.Contains(part, line, StringComparison.Ordinal);
    }
}
