using System.Runtime.CompilerServices;

namespace DeepDive.Cli.Tests;

/// <summary>A test that needs an installed Chromium. Without one it is skipped, but where CI=true it fails.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserFactAttribute : FactAttribute
{
    /// <summary>Looks for the browser.</summary>
    public BrowserFactAttribute([CallerFilePath] string? path = null, [CallerLineNumber] int line = 0)
        : base(path, line)
    {
        if (Browser.Path is null && Environment.GetEnvironmentVariable("CI") != "true")
            Skip = "no Chromium is installed (for example 'apt-get install chromium')";
    }
}
