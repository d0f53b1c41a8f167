using System.Diagnostics;
using Microsoft.Playwright;

namespace DeepDive.Cli.Tests;

/// <summary>The live page as a reader uses it.</summary>
public sealed class ServeInBrowserTests
{
    private static readonly LocatorAssertionsToBeVisibleOptions s_patient = new() { Timeout = 60_000 };

    [BrowserFact]
    public async Task A_notebook_runs_before_the_readers_eyes_and_again_with_another_value()
    {
        using var served = new ServedNotebook();
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(served.Address.ToString(), 1280);
        await SeeAsync(page, "body[data-status=succeeded]");
        Assert.Equal(4, await page.Locator("section.cell[data-status=succeeded]").CountAsync());
        await SeeAsync(page, "figure.figure .plot[data-drawn=true] .main-svg");
        Assert.Contains("After 3 steps", await page.Locator("figcaption").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal("step 0 <b>\nstep 1 <b>\nstep 2 <b>", (await page.Locator("pre.console").InnerTextAsync()).Trim());

        await page.GetByLabel("steps", new() { Exact = true }).FillAsync("0");
        await page.GetByRole(AriaRole.Button, new() { Name = "Run" }).ClickAsync();
        await Assertions.Expect(page.Locator("#refusal")).ToHaveTextAsync("steps must lie in [1, 1000], but was '0'; try --set steps=3");

        await page.GetByLabel("steps", new() { Exact = true }).FillAsync("12");
        await page.GetByRole(AriaRole.Button, new() { Name = "Run" }).ClickAsync();
        await SeeAsync(page, "section.cell[data-status=running] figure.figure .plot[data-drawn=true]");
        var early = await PointsAsync(page);
        await page.WaitForFunctionAsync("n => document.querySelector('figure.figure .plot').data[0].y.length > n", early);
        await SeeAsync(page, "body[data-status=succeeded]");
        await page.WaitForFunctionAsync("() => document.querySelector('figure.figure .plot').data[0].y.length === 12");
        Assert.Empty(browser.Complaints);
    }

    [BrowserFact]
    public async Task An_endless_cell_is_stopped_within_a_second_while_another_page_watches()
    {
        using var served = new ServedNotebook("--set", "mode=endless");
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(served.Address.ToString(), 1280);
        await SeeAsync(page, "section.cell[data-status=running] pre.console >> text=endless");
        // A page that comes late is told everything that has happened.
        var late = await browser.OpenAsync(served.Address.ToString(), 1280);
        await SeeAsync(late, "section.cell[data-status=running] pre.console >> text=endless");
        Assert.Equal("endless", await late.GetByLabel("mode", new() { Exact = true }).InputValueAsync());
        var clock = Stopwatch.StartNew();
        await page.GetByRole(AriaRole.Button, new() { Name = "Stop" }).ClickAsync();
        await SeeAsync(page, "body[data-status=cancelled]");
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5), $"it took {clock.Elapsed}, which even a busy machine does not explain");
        await SeeAsync(late, "body[data-status=cancelled]");
        Assert.Equal(3, await late.Locator("section.cell[data-status=succeeded]").CountAsync());
        Assert.Equal(1, await late.Locator("section.cell[data-status=cancelled]").CountAsync());

        await page.GetByLabel("mode", new() { Exact = true }).SelectOptionAsync("crash");
        await page.GetByRole(AriaRole.Button, new() { Name = "Run" }).ClickAsync();
        await Assertions.Expect(page.Locator("#status")).ToHaveTextAsync("Failed: the run's process ended with code 7", new() { Timeout = 60_000 });

        await page.GetByLabel("mode", new() { Exact = true }).SelectOptionAsync("plain");
        await page.GetByRole(AriaRole.Button, new() { Name = "Run" }).ClickAsync();
        await SeeAsync(page, "body[data-status=succeeded]");
        Assert.Empty(browser.Complaints);
    }

    private static Task SeeAsync(IPage page, string selector) => Assertions.Expect(page.Locator(selector).First).ToBeVisibleAsync(s_patient);

    private static Task<int> PointsAsync(IPage page) => page.EvaluateAsync<int>("document.querySelector('figure.figure .plot').data[0].y.length");
}
