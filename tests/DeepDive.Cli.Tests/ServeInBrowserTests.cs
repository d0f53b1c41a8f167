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
        await Assertions.Expect(page.Locator("#status")).ToHaveTextAsync("Failed: moving: a cell ended the process, so that nothing was written; take its call of Environment.Exit out", new() { Timeout = 60_000 });

        await page.GetByLabel("mode", new() { Exact = true }).SelectOptionAsync("plain");
        await page.GetByRole(AriaRole.Button, new() { Name = "Run" }).ClickAsync();
        await SeeAsync(page, "body[data-status=succeeded]");
        Assert.Empty(browser.Complaints);
    }

    [BrowserFact]
    public async Task The_page_is_accessible_in_both_themes_while_it_waits_runs_and_after()
    {
        using var served = new ServedNotebook("--set", "steps=12");
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(served.Address.ToString(), 1280);
        await SeeAsync(page, "section.cell[data-status=running] figure.figure .plot[data-drawn=true]");
        await IsAccessibleAsync(page, "running");
        await SeeAsync(page, "body[data-status=succeeded]");
        await IsAccessibleAsync(page, "finished");
        await page.GetByLabel("mode", new() { Exact = true }).SelectOptionAsync("endless");
        await page.GetByRole(AriaRole.Button, new() { Name = "Run" }).ClickAsync();
        await SeeAsync(page, "body[data-status=starting]");
        await IsAccessibleAsync(page, "waiting");
        await page.GetByRole(AriaRole.Button, new() { Name = "Stop" }).ClickAsync();
        await SeeAsync(page, "body[data-status=cancelled]");
        await IsAccessibleAsync(page, "stopped");
        Assert.Empty(browser.Complaints);
    }

    [BrowserFact]
    public async Task A_figures_slider_moves_by_keys_while_the_run_goes_on()
    {
        const string Slider = """
            #!csharp

            #r "DeepDive.dll"
            using DeepDive.Figures;
            Figure At(double y) => Figure.Lines("t", "layer", "rank", Series.Of("a", new[] { 0.0, 1 }, new[] { y, y }));
            var figure = Figure.Slider("Rank", "step", ("0", At(1)), ("10", At(2))).Display();
            while (!System.IO.File.Exists("go")) await Task.Delay(50);
            figure.Update(Figure.Slider("Rank", "step", ("0", At(1)), ("10", At(2)), ("75", At(3))));
            while (!System.IO.File.Exists("end")) await Task.Delay(50);
            """;
        using var served = ServedNotebook.Of(Slider);
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(served.Address.ToString(), 1280);
        var slider = page.GetByRole(AriaRole.Slider);
        await Assertions.Expect(slider).ToHaveAttributeAsync("aria-valuetext", "10", new() { Timeout = 60_000 });
        await page.WaitForSelectorAsync("figure.figure .plot[data-drawn=true]");
        await slider.FocusAsync();
        await page.Keyboard.PressAsync("ArrowLeft");
        await Assertions.Expect(slider).ToHaveAttributeAsync("aria-valuetext", "0");
        Assert.Equal("1", await ShownAsync());

        // A reader who looks back stays there when the figure grows; one at the end goes along.
        await File.WriteAllTextAsync(served.Beside("go"), "", TestContext.Current.CancellationToken);
        await Assertions.Expect(slider).ToHaveAttributeAsync("max", "2");
        Assert.Equal("0", await slider.GetAttributeAsync("aria-valuetext"));
        Assert.Equal("1", await ShownAsync());
        await Assertions.Expect(slider).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("End");
        Assert.Equal("3", await ShownAsync());
        Assert.Equal("running", await page.EvaluateAsync<string>("document.body.dataset.status"));
        Assert.Empty(browser.Complaints);
        await File.WriteAllTextAsync(served.Beside("end"), "", TestContext.Current.CancellationToken);

        Task<string> ShownAsync() => page.EvaluateAsync<string>("document.querySelector('.plot').data.filter(trace => trace.visible).map(trace => trace.y[0]).join()");
    }

    // Pictures are kept for whoever names a folder for them.
    private static async Task IsAccessibleAsync(IPage page, string state)
    {
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            if (Environment.GetEnvironmentVariable("DEEPDIVE_PICTURES") is { Length: > 0 } folder)
                await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"live-{state}-{scheme}.png") });
            Assert.Empty(await Accessibility.ViolationsAsync(page));
        }
    }

    private static Task SeeAsync(IPage page, string selector) => Assertions.Expect(page.Locator(selector).First).ToBeVisibleAsync(s_patient);

    private static Task<int> PointsAsync(IPage page) => page.EvaluateAsync<int>("document.querySelector('figure.figure .plot').data[0].y.length");
}
