namespace DeepDive.Cli.Tests;

/// <summary>A figure with a slider as a reader uses it, with keys alone.</summary>
public sealed class SliderInBrowserTests : IDisposable
{
    private const string Notebook = """
        #!csharp

        #r "DeepDive.dll"
        using DeepDive.Figures;
        Figure At(double y) => Figure.Lines("t", "layer", "rank", Series.Of("a", new[] { 0.0, 1 }, new[] { y, y }));
        Figure.Slider("Rank", "step", ("0", At(1)), ("10", At(2)), ("75", At(3)))
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [BrowserFact]
    public async Task The_slider_moves_by_keys_and_shows_that_positions_traces()
    {
        var result = Command.Run(_folder.Path, "run", _folder.Write("slider.dib", Notebook), "--html", "slider.html");
        Assert.True(result.ExitCode == 0, result.Output + result.Errors);
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(Path.Combine(_folder.Path, "slider.html"), 900);
        await page.WaitForSelectorAsync("figure.figure .plot[data-drawn=true]");
        Task<string> ShownAsync() => page.EvaluateAsync<string>("document.querySelector('.plot').data.filter(trace => trace.visible).map(trace => trace.y[0]).join()");
        var slider = page.GetByRole(Microsoft.Playwright.AriaRole.Slider);
        Assert.Equal("75", await slider.GetAttributeAsync("aria-valuetext"));
        Assert.Equal("3", await ShownAsync());

        await slider.FocusAsync();
        await page.Keyboard.PressAsync("ArrowLeft");
        Assert.Equal("10", await slider.GetAttributeAsync("aria-valuetext"));
        Assert.Equal("2", await ShownAsync());
        await page.Keyboard.PressAsync("Home");
        Assert.Equal("1", await ShownAsync());

        // Another theme draws the figure anew, at the position that was chosen.
        await page.EmulateMediaAsync(new() { ColorScheme = Microsoft.Playwright.ColorScheme.Dark });
        await page.WaitForTimeoutAsync(300);
        Assert.Equal("1", await ShownAsync());
        Assert.Equal(0, await page.Locator(".slider-container").CountAsync()); // Plotly's own
        Assert.Empty(browser.Complaints);
    }

    [BrowserFact]
    public async Task Sliders_of_other_makers_hinder_no_figure()
    {
        const string Others = """"
            #!csharp

            void Show(string slider) => ("""{"data":[{"y":[1,2]},{"y":[3,4]}],"layout":{"sliders":[""" + slider + "]}}").DisplayAs("application/vnd.plotly.v1+json");
            Show("""{"steps":[{"method":"restyle","label":"a","args":["visible",[true,false]]},{"method":"restyle","label":"b","args":["visible",[false,true]]}]}""");
            Show("""{"steps":[{"method":"animate","label":"a","args":[[]]},{"method":"animate","label":"b","args":[[]]}]}""");
            Show("""{}""");
            Show("""{"steps":[{"label":"a","args":[{"visible":[true,false]}]},{"label":"b","args":[{"visible":[false,true]}]}]}""");
            """";
        var result = Command.Run(_folder.Path, "run", _folder.Write("others.dib", Others), "--html", "others.html");
        Assert.True(result.ExitCode == 0, result.Output + result.Errors);
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(Path.Combine(_folder.Path, "others.html"), 900);
        await Microsoft.Playwright.Assertions.Expect(page.Locator(".plot[data-drawn=true] .main-svg .trace")).Not.ToHaveCountAsync(0);
        await Microsoft.Playwright.Assertions.Expect(page.Locator(".plot[data-drawn=true]")).ToHaveCountAsync(4);
        Assert.Equal(2, await page.Locator(".slider-container").CountAsync()); // Plotly's own
        Assert.Equal("a", await page.GetByRole(Microsoft.Playwright.AriaRole.Slider).GetAttributeAsync("aria-valuetext"));
        Assert.Empty(browser.Complaints);
    }
}
