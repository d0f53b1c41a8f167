using Microsoft.Playwright;

namespace DeepDive.Cli.Tests;

/// <summary>Mathematics, diagrams and JavaScript as a reader sees them.</summary>
public sealed class RichInBrowserTests : IDisposable
{
    private const string Rich = """
        #!markdown

        # Rich

        ## Of $\Theta$

        Inline $\sum_i p_i$, \(a < b\), wrong $\nosuch{x}$, and

        $$
        \frac{a}{b}
        $$

        ```mermaid
        flowchart LR
          a[First </pre>] --> b{Second}
        ```

        ```mermaid
        flowchart LR
          a --> --> b[
        ```

        #!mermaid

        sequenceDiagram
          A->>B: hello

        #!mermaid

        pie
          "core" : 2
          "spurious" : 1

        #!javascript

        console.log("said </script><!-- <script>", { a: 1 });
        element.append("appended");
        return 1 + 2;

        #!javascript

        throw new Error("thrown </script>");

        #!javascript

        const broken = ;

        #!javascript

        await new Promise(resolve => setTimeout(resolve, 10));
        console.log("still runs");

        #!javascript

        console.log("waits");
        await new Promise(() => { });
        console.log("never said");

        #!csharp

        "console.log('from C#')".DisplayAs("text/javascript");
        "later $z^2$".DisplayAs("text/markdown");

        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static async Task IsRenderedAsync(IPage page)
    {
        await Assertions.Expect(page.Locator(".math .katex-html")).ToHaveCountAsync(5);
        await Assertions.Expect(page.Locator(".math .problem")).ToContainTextAsync("Undefined control sequence");
        Assert.Equal(@"\nosuch{x}", await page.Locator(".math:has(.problem) code").InnerTextAsync());
        await Assertions.Expect(page.Locator("figure.diagram .drawn > svg")).ToHaveCountAsync(3);
        await Assertions.Expect(page.Locator("figure.diagram .problem")).ToContainTextAsync("Parse error");
        Assert.Contains("a --> --> b[", await page.Locator("figure.diagram:has(.problem) details").InnerTextAsync(), StringComparison.Ordinal);
        var scripts = page.Locator("div.javascript");
        await Assertions.Expect(scripts.Nth(3)).ToHaveTextAsync("still runs", new() { UseInnerText = true });
        await Assertions.Expect(scripts.Nth(5)).ToHaveTextAsync("from C#", new() { UseInnerText = true });
        Assert.Equal(
            ["said </script><!-- <script> {\"a\":1}|appended|3", "Error: thrown </script>", "SyntaxError: Unexpected token ';'", "still runs", "waits", "from C#"],
            (await scripts.AllInnerTextsAsync()).Select(text => string.Join('|', text.Split('\n', StringSplitOptions.RemoveEmptyEntries))));
    }

    [BrowserFact]
    public async Task Everything_is_rendered_legibly_in_both_themes_without_errors_or_requests()
    {
        var notebook = _folder.Write("rich.dib", Rich);
        var result = Command.Run(_folder.Path, "run", notebook, "--html", "rich.html");
        Assert.True(result.ExitCode == 0, result.Output + result.Errors);
        var file = Path.Combine(_folder.Path, "rich.html");
        Assert.True(new FileInfo(file).Length < 6_000_000, file);
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(file, 1440);
        await IsRenderedAsync(page);
        Assert.Empty(await Accessibility.ViolationsAsync(page));
        await page.Locator("#theme").ClickAsync();
        await Assertions.Expect(page.Locator("figure.diagram[data-theme=dark] .drawn > svg")).ToHaveCountAsync(3);
        Assert.Equal("rgb(227, 230, 233)", await page.Locator(".katex").First.EvaluateAsync<string>("element => getComputedStyle(element).color"));
        Assert.Empty(await Accessibility.ViolationsAsync(page));
        Assert.True(await page.EvaluateAsync<bool>("document.fonts.ready.then(() => document.fonts.check('16px KaTeX_Main'))"));
        var narrow = await browser.OpenAsync(file, 375);
        await IsRenderedAsync(narrow);
        Assert.True(await narrow.EvaluateAsync<int>("document.documentElement.scrollWidth") <= 375);
        Assert.Empty(browser.Complaints);
    }

    [BrowserFact]
    public async Task Ticks_of_logarithmic_axes_are_whole_numbers()
    {
        var notebook = _folder.Write("log.dib", """
            #!csharp

            #r "DeepDive.dll"
            using DeepDive.Figures;
            Figure Of(double from, double to) => Figure.Lines($"{from} to {to}", "step", new Axis("y", Log: true, Min: from, Max: to), Series.Of("y", [0, 1], [from, to]));
            display(Of(3, 90));
            display(Of(15, 60));
            display(Of(5, 50_000));
            display(Of(0.003, 0.2));
            display(Of(0.00002, 9));

            """);
        var result = Command.Run(_folder.Path, "run", notebook, "--html", "log.html");
        Assert.True(result.ExitCode == 0, result.Output + result.Errors);
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(Path.Combine(_folder.Path, "log.html"), 1440);
        await Assertions.Expect(page.Locator(".plot[data-drawn=true]")).ToHaveCountAsync(5);
        string[][] expected = [["5", "10", "20", "50"], ["20", "30", "40", "50", "60"], ["10", "100", "1k", "10k"], ["0.005", "0.01", "0.02", "0.05", "0.1", "0.2"], ["10−4", "10−2", "1"]];
        foreach (var (i, labels) in expected.Index())
            Assert.Equal(labels, (await page.Locator("figure.figure").Nth(i).Locator(".ytick text").AllTextContentsAsync()).Select(text => text.Replace("\u200b", "", StringComparison.Ordinal)));
        Assert.Empty(browser.Complaints);
    }

    [BrowserFact]
    public async Task The_live_page_renders_the_same()
    {
        var notebook = _folder.Write("rich.dib", Rich);
        using var command = Command.Start(_folder.Path, "serve", notebook);
        Assert.True(SpinWait.SpinUntil(() => command.Output.Contains("Ctrl-C", StringComparison.Ordinal), TimeSpan.FromSeconds(60)), command.Output + command.Errors);
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(command.Output.Split('\n').First(line => line.StartsWith("open ", StringComparison.Ordinal))["open ".Length..], 1280);
        await Assertions.Expect(page.Locator("body[data-status=succeeded]")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await IsRenderedAsync(page);
        Assert.Empty(browser.Complaints);
    }
}
