namespace DeepDive.Cli.Tests;

/// <summary>The report of Part 1 as a reader sees it.</summary>
public sealed class ReportInBrowserTests(ReportInBrowserTests.Report report) : IClassFixture<ReportInBrowserTests.Report>
{
    /// <summary>A small run of Part 1, made once.</summary>
    public sealed class Report : IDisposable
    {
        private readonly TemporaryFolder _folder = new();

        public Report()
        {
            if (Browser.Path is null) return;
            var result = Command.Run(_folder.Path, "report", Command.Part1, "--set", "depths=1..4", "--set", "seeds=2", "--set", "rows=300", "--set", "epochs=40", "--set", "images=none", "--out", "out");
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
        Assert.Equal(0, await page.Locator("details.code[open]").CountAsync());
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
}
