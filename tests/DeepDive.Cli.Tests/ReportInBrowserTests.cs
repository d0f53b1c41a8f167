namespace DeepDive.Cli.Tests;

/// <summary>The report of Part 1 as a reader sees it.</summary>
public sealed class ReportInBrowserTests(ReportInBrowserTests.Report report) : IClassFixture<ReportInBrowserTests.Report>
{
    /// <summary>A small run of Part 1, made once.</summary>
    public sealed class Report : IDisposable
    {
        private readonly TemporaryFolder _folder = new();

        // Tests need no network: images are drawn where an earlier run has fetched them, as the gate's has.
        private static string Images => Data.ImageSets.FashionMnist.Status == Data.ImageSetStatus.Cached ? "fashion-mnist" : "none";

        public Report()
        {
            if (Browser.Path is null) return;
            var result = Command.Run(_folder.Path, "report", Command.Part1, "--set", "depths=1..4", "--set", "seeds=2", "--set", "rows=300", "--set", "epochs=40", "--set", $"images={Images}", "--set", "imageRows=200", "--out", "out");
            Assert.True(result.ExitCode == 0, result.Output + result.Errors);
        }

        internal string Page => Path.Combine(_folder.Path, "out", "part1-rank-and-similarity.html");

        internal string Index => Path.Combine(_folder.Path, "out", "index.html");

        public void Dispose() => _folder.Dispose();
    }

    [BrowserFact]
    public async Task Every_figure_is_drawn_without_errors_or_requests()
    {
        await using var browser = await Browser.StartAsync();
        foreach (var width in new[] { 1440, 375 })
        {
            var page = await browser.OpenAsync(report.Page, width);
            var figures = await page.Locator("figure.figure").CountAsync();
            Assert.True(figures >= 15, $"{figures} figures");
            await page.WaitForFunctionAsync("n => document.querySelectorAll('figure.figure .plot[data-drawn=true]').length === n", figures);
            Assert.Equal(figures, await page.Locator("figure.figure:has(.main-svg)").CountAsync());
            Assert.Equal(figures, await page.Locator("figure.figure figcaption").CountAsync());
            Assert.Empty(await page.EvaluateAsync<string[]>("[...document.querySelectorAll('.plot')].filter(plot => Math.abs(plot.offsetHeight - plot._fullLayout.height) > 1).map(plot => plot.ariaLabel)")); // no empty space below
        }

        Assert.Empty(browser.Complaints);
    }

    [BrowserFact]
    public async Task No_page_is_wider_than_its_window()
    {
        await using var browser = await Browser.StartAsync();
        foreach (var file in new[] { report.Page, report.Index })
        {
            foreach (var width in new[] { 1440, 375 })
            {
                var page = await browser.OpenAsync(file, width);
                Assert.True(await page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= width, $"{Path.GetFileName(file)} at {width}");
            }
        }
    }

    [BrowserFact]
    public async Task Code_is_folded_and_the_numbers_behind_a_figure_can_be_opened()
    {
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(report.Page, 1440);
        Assert.NotEqual(0, await page.Locator("details.source").CountAsync());
        Assert.Equal(1, await page.Locator("details.source[open]").CountAsync()); // the parameters
        var numbers = page.Locator("details.numbers").First;
        await numbers.Locator("summary").ClickAsync();
        Assert.True(await numbers.Locator("td").First.IsVisibleAsync());
    }

    [BrowserFact]
    public async Task The_index_leads_to_the_report_and_lists_the_claims()
    {
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(report.Index, 1440);
        Assert.True(await page.Locator("table tbody tr").CountAsync() >= 10);
        await page.GetByRole(Microsoft.Playwright.AriaRole.Link, new() { Name = "Part 1" }).First.ClickAsync();
        Assert.Equal("Part 1: rank and similarity", await page.Locator("h1").First.InnerTextAsync());
        Assert.Empty(browser.Complaints);
    }

    [BrowserFact]
    public async Task All_code_is_shown_and_hidden_at_once()
    {
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(report.Page, 1440);
        var all = await page.Locator("details.source").CountAsync();
        await page.Locator("#code").ClickAsync();
        Assert.Equal(all, await page.Locator("details.source[open]").CountAsync());
        Assert.Equal("Hide all code", await page.Locator("#code").InnerTextAsync());
        await page.Locator("#code").ClickAsync();
        Assert.Equal(0, await page.Locator("details.source[open]").CountAsync());
    }

    [BrowserFact]
    public async Task The_theme_is_the_readers_and_figures_follow_it()
    {
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(report.Page, 1440);
        const string ink = "document.querySelector('.plot')._fullLayout?.font.color";
        await page.WaitForFunctionAsync($"{ink} === '#1f2328'");
        await page.Locator("#theme").ClickAsync();
        await page.WaitForFunctionAsync($"{ink} === '#e3e6e9'");
        Assert.Equal("rgb(21, 24, 28)", await page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor"));
        Assert.Equal("Light theme", await page.Locator("#theme").InnerTextAsync());
        await page.ReloadAsync();
        Assert.Equal("dark", await page.Locator("html").GetAttributeAsync("data-theme"));
        Assert.Empty(browser.Complaints);
    }

    [BrowserFact]
    public async Task The_contents_follow_the_reading()
    {
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(report.Page, 1440);
        var figures = await page.Locator("figure.figure").CountAsync();
        await page.WaitForFunctionAsync("n => document.querySelectorAll('.plot[data-drawn=true]').length === n", figures);
        foreach (var i in new[] { 2, 1 })
        {
            var link = page.Locator(".contents a[href^='#']").Nth(i);
            await link.ClickAsync();
            await page.WaitForFunctionAsync("i => document.querySelectorAll(\".contents a[href^='#']\")[i].hasAttribute('aria-current')", i);
            Assert.Equal(1, await page.Locator(".contents a[aria-current]").CountAsync());
        }
    }

    [BrowserFact]
    public async Task A_figure_is_saved_as_a_picture_and_as_numbers()
    {
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(report.Page, 1440);
        var figure = page.Locator("figure.figure:has([data-save=csv])").First;
        await figure.Locator(".main-svg").First.WaitForAsync();
        foreach (var (format, start) in new[] { ("png", "\u0089PNG"), ("svg", "<svg"), ("csv", await figure.Locator("th").First.TextContentAsync() ?? "") })
        {
            var download = await page.RunAndWaitForDownloadAsync(() => figure.Locator($"[data-save={format}]").ClickAsync());
            Assert.EndsWith($".{format}", download.SuggestedFilename, StringComparison.Ordinal);
            var text = await File.ReadAllTextAsync(await download.PathAsync(), System.Text.Encoding.Latin1, TestContext.Current.CancellationToken);
            Assert.StartsWith(start, text, StringComparison.Ordinal);
        }

        Assert.Empty(browser.Complaints);
    }

    [BrowserFact]
    public async Task The_claims_of_the_index_are_filtered()
    {
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(report.Index, 1440);
        var rows = page.Locator(".all-claims tbody tr");
        var (all, first) = (await rows.CountAsync(), await rows.First.GetAttributeAsync("data-verdict"));
        var ofVerdict = await page.Locator($".all-claims tr[data-verdict={first}]").CountAsync();
        await page.Locator("[name=verdict]").SelectOptionAsync(first!);
        Assert.Equal($"{ofVerdict} of {all} claims", await page.Locator(".filters output").InnerTextAsync());
        await page.Locator("[name=text]").FillAsync("no claim says this");
        Assert.Equal(0, await page.Locator(".all-claims tbody tr:visible").CountAsync());
        await page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Clear" }).ClickAsync();
        await page.WaitForFunctionAsync("n => [...document.querySelectorAll('.all-claims tbody tr')].filter(row => !row.hidden).length === n", all);
        await page.Locator(".thumbnail[data-drawn=true]").First.WaitForAsync();
        Assert.Empty(browser.Complaints);
    }

    [BrowserFact]
    public async Task Pages_are_accessible_in_both_themes_and_small()
    {
        await using var browser = await Browser.StartAsync();
        foreach (var file in new[] { report.Page, report.Index })
        {
            Assert.True(new FileInfo(file).Length < 6_000_000, file);
            var page = await browser.OpenAsync(file, 1440);
            Assert.Empty(await Accessibility.ViolationsAsync(page));
            await page.Locator("#theme").ClickAsync();
            Assert.Empty(await Accessibility.ViolationsAsync(page));
        }
    }
}
