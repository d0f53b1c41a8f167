using Microsoft.Playwright;

namespace DeepDive.Cli.Tests;

/// <summary>Headless Chromium on a new profile, which notes errors and requests to other hosts.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private readonly IPlaywright _playwright;
    private readonly IBrowserContext _context;
    private readonly TemporaryFolder _profile;
    private readonly List<string> _complaints = [];

    private Browser(IPlaywright playwright, IBrowserContext context, TemporaryFolder profile) => (_playwright, _context, _profile) = (playwright, context, profile);

    /// <summary>The installed program, or null.</summary>
    public static string? Path { get; } = new[] { Environment.GetEnvironmentVariable("CHROMIUM"), "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }
        .FirstOrDefault(path => path is not null && File.Exists(path));

    /// <summary>Console errors, page errors, and requests that left the file.</summary>
    public IReadOnlyList<string> Complaints => _complaints;

    public static async Task<Browser> StartAsync()
    {
        var playwright = await Playwright.CreateAsync();
        var profile = new TemporaryFolder();
        var context = await playwright.Chromium.LaunchPersistentContextAsync(profile.Path, new()
        {
            ExecutablePath = Path ?? throw new InvalidOperationException("CI needs Chromium; install it"),
            Headless = true,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"],
        });
        return new Browser(playwright, context, profile);
    }

    /// <summary>Opens a file, or an address whose server the page may ask for more.</summary>
    public async Task<IPage> OpenAsync(string file, int width)
    {
        var address = new Uri(file);
        var own = address.IsFile ? "file:" : address.GetLeftPart(UriPartial.Authority) + "/";
        var page = await _context.NewPageAsync();
        page.Console += (_, message) => Note(message.Type is "error" or "warning", $"console: {message.Text}");
        page.PageError += (_, error) => Note(true, $"error: {error}");
        page.Request += (_, request) => Note(!request.Url.StartsWith(own, StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal) && !request.Url.StartsWith("blob:", StringComparison.Ordinal), $"request: {request.Url}");
        await page.SetViewportSizeAsync(width, 900);
        await page.GotoAsync(address.AbsoluteUri);
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        await _context.CloseAsync();
        _playwright.Dispose();
        _profile.Dispose();
    }

    private void Note(bool isComplaint, string text)
    {
        if (isComplaint) lock (_complaints) _complaints.Add(text);
    }
}
