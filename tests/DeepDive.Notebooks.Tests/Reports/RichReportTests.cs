using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using DeepDive.Notebooks.Reports;
using DeepDive.Web;

namespace DeepDive.Notebooks.Tests.Reports;

public class RichReportTests
{
    private static async Task<string> Text(string notebook) => HtmlReport.Render(await NotebookTestRun.Of(notebook), indexLink: null);

    private static async Task<IDocument> Page(string notebook) => new HtmlParser().ParseDocument(await Text(notebook));

    [Theory]
    [InlineData("so $x_1 < *2*$ holds", "span.math:not(.display)", "x_1 < *2*")]
    [InlineData("so \\(x_1 < *2*\\) holds", "span.math:not(.display)", "x_1 < *2*")]
    [InlineData("so $$x^2$$ holds", "span.math.display", "x^2")]
    [InlineData("so \\[x^2\n= 1\\] holds", "span.math.display", "x^2\n= 1")]
    [InlineData("$$\na\n= b\n$$", "div.math.display", "a\n= b")]
    [InlineData("\\[\na\n\n- b\n# c\n\\]", "div.math.display", "a\n\n- b\n# c")]
    [InlineData("> \\[\n> a\n> \\]", "blockquote > div.math.display", "a")]
    [InlineData("\\[\nnever closed\n\n\\[\na\n\\]", "div.math.display", "a")]
    public async Task Mathematics_is_kept_as_it_is_written(string markdown, string element, string source)
    {
        var page = await Page($"#!markdown\n{markdown}\n");
        Assert.Equal(source, Assert.Single(page.QuerySelectorAll(".math")).TextContent);
        Assert.NotNull(page.QuerySelector(element));
    }

    [Theory]
    [InlineData("It costs $5 and $7.")]
    [InlineData("`$x$` and `\\(x\\)` and \\( alone and \\[not one](x)")]
    [InlineData("    \\[\n    x\n    \\]")]
    public async Task Dollars_and_code_are_no_mathematics(string markdown) =>
        Assert.Empty((await Page($"#!markdown\n{markdown}\n")).QuerySelectorAll(".math"));

    [Fact]
    public async Task An_opening_without_an_end_takes_nothing_with_it()
    {
        var page = await Page("#!markdown\n# T\n\n\\[\nx\n\n## Next\n\n- item\n");
        Assert.Equal("Next", page.QuerySelector("h2")!.TextContent);
        Assert.Contains(page.QuerySelectorAll("li"), item => item.TextContent.Trim() == "item");
        Assert.Empty(page.QuerySelectorAll(".math"));
    }

    [Theory]
    [InlineData("> ")]
    [InlineData("- ")]
    [InlineData("*a **b ")]
    public async Task Prose_nested_too_deeply_costs_its_own_cell_alone(string mark)
    {
        var source = string.Concat(Enumerable.Repeat(mark, 10_000)) + "x <b>";
        var page = await Page($"#!markdown\n# T\n#!markdown\n{source}\n#!csharp\n1 + 1\n#!markdown\nand *more*\n");
        Assert.Contains("too deeply nested", page.QuerySelector(".error pre")!.TextContent, StringComparison.Ordinal);
        Assert.Equal([source, "2"], page.QuerySelectorAll("pre.output").Select(output => output.TextContent));
        Assert.Equal("more", page.QuerySelector(".prose em")!.TextContent);
    }

    [Fact]
    public async Task Prose_that_cannot_be_rendered_leaves_no_heading_in_the_contents()
    {
        var picture = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.png");
        using var held = new FileStream(picture, FileMode.Create, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
        var page = await Page($"#!markdown\n# T\n#!markdown\n## Lost\n\n![a]({picture})\n#!markdown\n## Found\n");
        Assert.Single(page.QuerySelectorAll(".error"));
        Assert.NotEmpty(page.QuerySelectorAll("nav a"));
        Assert.All(page.QuerySelectorAll("nav a"), link => Assert.NotNull(page.GetElementById(link.GetAttribute("href")![1..])));
    }

    [Theory]
    [InlineData("[x](javascript:alert(1))")]
    [InlineData("[x](JavaScript&colon;alert(1))")]
    [InlineData("[x](<java&Tab;script:alert(1)>)")]
    [InlineData("[x](<&#1; javascript:alert(1)>)")]
    [InlineData("<javascript:alert(1)>")]
    [InlineData("[x](vbscript:a)")]
    [InlineData("[x]\n\n[x]: data:text/html,<script>alert(1)</script>")]
    public async Task A_link_in_prose_runs_nothing(string markdown)
    {
        var link = (IHtmlAnchorElement)(await Page($"#!markdown\n# T\n\n{markdown}\n")).QuerySelector(".prose a")!;
        Assert.Contains(new Url(link.Href).Scheme, (string[])["unsafe", "about"]); // "about" is the page's own: a relative address
    }

    [Theory]
    [InlineData("[x](https://a.org/b?c#d)", "https://a.org/b?c#d")]
    [InlineData("<http://a.org>", "http://a.org")]
    [InlineData("[x](mailto:a@b.org)", "mailto:a@b.org")]
    [InlineData("[x](#part:2)", "#part:2")]
    [InlineData("[x](../data/a:b.html)", "../data/a:b.html")]
    [InlineData("[x](part2.dib)", "part2.html")]
    public async Task A_link_in_prose_leads_where_it_says(string markdown, string address) =>
        Assert.Equal(address, (await Page($"#!markdown\n# T\n\n{markdown}\n")).QuerySelector(".prose a")!.GetAttribute("href"));

    [Fact]
    public void Scripts_carry_their_licences()
    {
        Assert.Contains("Plotly, Inc.", BrowserScripts.Plotly[..300], StringComparison.Ordinal);
        Assert.Contains("Khan Academy", BrowserScripts.Katex[..300], StringComparison.Ordinal);
        Assert.Contains("Knut Sveidqvist", BrowserScripts.Mermaid[..300], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_heading_with_mathematics_is_listed_by_its_source()
    {
        var page = await Page("#!markdown\n# T\n## The rank $r$ here\n");
        Assert.Equal("The rank r here", page.QuerySelector(".contents a")!.TextContent);
        Assert.Equal("r", page.QuerySelector("h2 .math")!.TextContent);
    }

    [Theory]
    [InlineData("#!mermaid\ngraph TD\n  a[\"</pre>\"] --> b\n")]
    [InlineData("#!markdown\n```mermaid\ngraph TD\n  a[\"</pre>\"] --> b\n```\n")]
    [InlineData("#!csharp\n\"graph TD\\n  a[\\\"</pre>\\\"] --> b\".DisplayAs(\"text/vnd.mermaid\");\n")]
    public async Task A_diagram_keeps_its_source(string notebook)
    {
        var diagram = Assert.Single((await Page(notebook)).QuerySelectorAll("figure.diagram"));
        Assert.Equal("graph TD\n  a[\"</pre>\"] --> b", diagram.QuerySelector("pre")!.TextContent);
    }

    [Theory]
    [InlineData("#!javascript\nlet a = \"</script><!--\";\n")]
    [InlineData("#!csharp\n\"let a = \\\"</script><!--\\\";\".DisplayAs(\"text/javascript\");\n")]
    [InlineData("#!csharp\n\"let a = \\\"</script><!--\\\";\".DisplayAs(\"application/javascript\");\n")]
    public async Task JavaScript_stands_whole_in_the_page(string notebook)
    {
        var script = (await Page(notebook)).QuerySelector(".javascript > script")!;
        Assert.Equal("let a = \"</script><!--\";", JsonSerializer.Deserialize<string>(script.TextContent));
    }

    [Theory]
    [InlineData("#!markdown\nplain *text* and `$x$`\n", false, false, false)]
    [InlineData("#!markdown\n$x$\n", true, false, false)]
    [InlineData("#!mermaid\ngraph TD\n", false, true, false)]
    [InlineData("#!javascript\n1\n", false, false, true)]
    public async Task A_page_carries_only_the_scripts_that_it_uses(string notebook, bool katex, bool mermaid, bool javaScript)
    {
        var page = await Text(notebook);
        bool Has(string part) => page.Contains(part, StringComparison.Ordinal);
        Assert.Equal((katex, katex, katex), (Has(BrowserScripts.Katex), Has(BrowserScripts.KatexStyles), Has("font-src data:")));
        Assert.Equal((mermaid, javaScript, false), (Has(BrowserScripts.Mermaid), Has(ReportPage.Asset("javascript.js")), Has(BrowserScripts.Plotly)));
    }

    [Fact]
    public void Katex_brings_all_its_fonts()
    {
        Assert.DoesNotContain("url(fonts/", BrowserScripts.KatexStyles, StringComparison.Ordinal);
        Assert.Equal(20, BrowserScripts.KatexStyles.Split("url(data:font/woff2;base64,d09GMg").Length - 1); // "wOF2"
    }

    [Fact]
    public void No_script_ends_its_own_element()
    {
        string[] assets = [BrowserScripts.Plotly, BrowserScripts.Katex, BrowserScripts.Mermaid, .. PageAssets.ForAnything().Scripts];
        Assert.All(assets, script => Assert.DoesNotMatch("(?i)</?script", script));
    }
}
