using System.ComponentModel;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace DeepDive.Notebooks.Packages;

/// <summary>The .NET SDK's command line.</summary>
internal static partial class DotnetCommand
{
    /// <exception cref="RestoreFailedException">It failed, or there is no SDK.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled, and ended.</exception>
    public static async Task RestoreAsync(string project, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        using var process = Start(project);
        // At once and not after the wait: when the run is cancelled this process may end before a continuation runs.
        using var kill = cancellation.Register(() => process.Kill(entireProcessTree: true));
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        var output = await process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        await process.WaitForExitAsync(CancellationToken.None);
        cancellation.ThrowIfCancellationRequested();
        if (process.ExitCode != 0) throw new RestoreFailedException(FirstError(output + await errors));
    }

    private static Process Start(string project)
    {
        var start = new ProcessStartInfo(Executable(), ["restore", project, "--nologo", "--verbosity", "quiet", "--disable-build-servers", "-nodeReuse:false"])
        {
            WorkingDirectory = Path.GetDirectoryName(project),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // This host may run inside a build, whose settings are not for this one.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList()) start.Environment.Remove(name);
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_NOLOGO"] = "1";
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new RestoreFailedException($"the .NET SDK's '{start.FileName}' does not start: {e.Message}");
        }
    }

    // The runtime that runs this host stands in <root>/shared/Microsoft.NETCore.App/<version>, an SDK's command in <root>.
    private static string Executable()
    {
        var root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", ".."));
        var name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        return Directory.Exists(Path.Combine(root, "sdk")) && File.Exists(Path.Combine(root, name)) ? Path.Combine(root, name) : name;
    }

    private static string FirstError(string output) => ErrorLine().Match(output) is { Success: true } match
        ? match.Groups[1].Value.Trim()
        : output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).FirstOrDefault() ?? "the SDK gives no reason";

    // "/tmp/x/packages.csproj : error NU1101: Unable to find package X. … [/tmp/x/packages.csproj]"
    [GeneratedRegex(@"error ([A-Z]+\d+: .*?)(?: \[[^\]]*proj\])?\r?$", RegexOptions.Multiline)]
    private static partial Regex ErrorLine();
}
