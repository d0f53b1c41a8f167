using System.Diagnostics;

namespace DeepDive.Notebooks.Reports;

/// <summary>An installed Chromium that takes pictures of pages.</summary>
public static class Chromium
{
    private static readonly string[] s_names = ["chromium", "chromium-browser", "google-chrome", "chrome", "msedge"];

    /// <summary>Path of the program: the variable CHROMIUM if it is set, else the first that is found.</summary>
    /// <exception cref="NotebookInputException">There is none.</exception>
    public static string Find() => Environment.GetEnvironmentVariable("CHROMIUM") is { Length: > 0 } set ? set
        : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .SelectMany(folder => s_names.SelectMany(name => new[] { Path.Combine(folder, name), Path.Combine(folder, name + ".exe") }))
            .FirstOrDefault(File.Exists)
        ?? throw new NotebookInputException("pictures need Chromium, but none was found on the path; install it (for example 'apt-get install chromium'), or set CHROMIUM to the program");

    /// <summary>Takes a picture of a page once its scripts have run.</summary>
    internal static async Task ShootAsync(string page, string picture, int width, int height, CancellationToken cancellation)
    {
        var profile = Directory.CreateTempSubdirectory("deepdive-chromium-");
        try
        {
            var start = new ProcessStartInfo(Find()) { RedirectStandardError = true, RedirectStandardOutput = true };
            foreach (var argument in new[]
            {
                "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--force-device-scale-factor=2",
                "--disable-background-networking", "--no-first-run", $"--user-data-dir={profile.FullName}",
                $"--window-size={width},{height}", "--virtual-time-budget=10000", $"--screenshot={picture}", new Uri(page).AbsoluteUri,
            })
                start.ArgumentList.Add(argument);
            using var process = Process.Start(start)!;
            using var stop = cancellation.Register(() => process.Kill(entireProcessTree: true));
            var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
            await process.StandardOutput.ReadToEndAsync(CancellationToken.None);
            await process.WaitForExitAsync(CancellationToken.None);
            cancellation.ThrowIfCancellationRequested();
            if (!File.Exists(picture)) throw new IOException($"{start.FileName} took no picture of '{page}': {await errors}");
        }
        finally
        {
            profile.Delete(recursive: true);
        }
    }
}
