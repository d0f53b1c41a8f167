using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using DeepDive.Notebooks.Reports;
using DeepDive.Notebooks.Running;

namespace DeepDive.Notebooks.Tests.Reports;

public class HtmlReportTests
{
    private const string Figure = """
        {"data":[],"layout":{"title":{"text":"Loss <b>falls</b>"},"meta":{"name":"loss","caption":"Mean & band </script>","alt":"Falling \"curve\"","table":{"columns":["epoch","loss"],"rows":[[1,0.30000000000000004],[2,"n/a"]]}}}}
        """;

    private static async Task<IDocument> Page(string text, RunOptions? options = null) =>
        new HtmlParser().ParseDocument(HtmlReport.Render(await NotebookTestRun.Of(text, options), indexLink: "index.html"));

    private static string Show(string content, string mimeType) => $"#!csharp\n\"\"\"\"\n{content.Trim()}\n\"\"\"\".DisplayAs(\"{mimeType}\");\n";

    [Fact]
    public async Task The_first_heading_is_the_title_and_the_others_the_contents()
    {
        var page = await Page("#!markdown\n# Depth & *rank*\ntext\n## The data\n### Detail\n#!markdown\n## The data\n");
        Assert.Equal("Depth & rank", page.Title);
        Assert.Equal("Depth & rank", Assert.Single(page.QuerySelectorAll("h1")).TextContent);
        Assert.Equal(["index.html", "#the-data", "#detail", "#the-data-2"], page.QuerySelectorAll(".contents a").Select(link => link.GetAttribute("href")));
        Assert.All(page.QuerySelectorAll(".contents li:not(.home) a"), link => Assert.NotNull(page.GetElementById(link.GetAttribute("href")![1..])));
    }

    [Fact]
    public async Task Markdown_has_tables_raw_html_and_readable_mathematics()
    {
        var page = await Page("#!markdown\n# T\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n<mark>kept</mark> $x_1 < 2$\n");
        Assert.Equal("12", string.Concat(page.QuerySelectorAll(".prose td").Select(cell => cell.TextContent)));
        Assert.Equal("kept", page.QuerySelector("mark")!.TextContent);
        Assert.Equal("x_1 < 2", page.QuerySelector("span.math")!.TextContent);
    }

    [Fact]
    public async Task Values_that_stand_together_are_shown_one_by_one()
    {
        var both = new System.Text.Json.Nodes.JsonArray(
            new System.Text.Json.Nodes.JsonObject { ["mimeType"] = "text/html", ["content"] = "<p id=\"first\">a</p>" },
            new System.Text.Json.Nodes.JsonObject { ["mimeType"] = "application/vnd.plotly.v1+json", ["content"] = Figure.Trim() }).ToJsonString();
        var run = await NotebookTestRun.Of(Show(both, "application/vnd.deepdive.values+json"));
        Assert.Equal(["text/html", "application/vnd.plotly.v1+json"], run.Cells[0].Outputs.Select(output => output.Best.MimeType));
        var page = new HtmlParser().ParseDocument(HtmlReport.Render(run, indexLink: null));
        Assert.Equal("a", page.GetElementById("first")!.TextContent);
        Assert.Equal("Falling \"curve\"", page.QuerySelector("#figure-1")!.GetAttribute("aria-label"));

        var broken = await Page(Show("[{\"mimeType\":\"text/html\"}]", "application/vnd.deepdive.values+json"));
        Assert.Contains("mimeType", broken.QuerySelector("pre.output")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Code_is_folded_escaped_and_complete()
    {
        const string code = "// <b>\nvar list = new List<int> { 1 };\nvar s = $\"a{1}b\" + @\"c\" + \"\"\"d\"\"\";";
        var page = await Page($"#!csharp\n{code}\n");
        var source = page.QuerySelector("details.source")!;
        Assert.False(source.HasAttribute("open"));
        Assert.Equal(code, source.QuerySelector("code")!.TextContent);
        Assert.Matches(@"^[\d.]+ m?s$", source.QuerySelector(".duration")!.TextContent);
        Assert.Equal("// <b>", source.QuerySelector(".c")!.TextContent);
    }

    [Fact]
    public async Task Text_output_is_escaped_and_html_output_is_not()
    {
        var page = await Page("#!csharp\nConsole.Write(\"<u>x</u>\"); display(\"<i>y</i>\"); display(HTML(\"<b id='z'>z</b>\"));\n");
        Assert.Equal(["<u>x</u>", "<i>y</i>"], page.QuerySelectorAll("pre.output").Select(output => output.TextContent));
        Assert.NotNull(page.QuerySelector("#z"));
    }

    [Fact]
    public async Task A_figure_has_a_caption_alternative_text_and_its_numbers()
    {
        var page = await Page(Show(Figure, "application/vnd.plotly.v1+json"));
        var figure = Assert.Single(page.QuerySelectorAll("figure.figure"));
        Assert.Equal("Falling \"curve\"", figure.GetAttribute("aria-label"));
        Assert.Equal("Figure 1. Loss falls. Mean & band </script>", figure.QuerySelector("figcaption")!.TextContent.Trim());
        Assert.Equal(["1", "0.3", "2", "n/a"], figure.QuerySelectorAll("details.numbers td").Select(cell => cell.TextContent));
        var json = System.Text.Json.Nodes.JsonNode.Parse(figure.QuerySelector("script")!.TextContent)!;
        Assert.Null(json["layout"]!["title"]);
        Assert.Null(json["layout"]!["meta"]!["table"]);
    }

    [Fact]
    public async Task Plotly_is_inlined_once_and_only_if_there_is_a_figure()
    {
        var without = await Page("#!markdown\n# T\n");
        var with = await Page(Show(Figure, "application/vnd.plotly.v1+json") + Show(Figure, "application/vnd.plotly.v1+json"));
        static int Large(IDocument page) => page.Scripts.Count(script => script.Text.Length > 500_000);
        Assert.Equal((0, 1), (Large(without), Large(with)));
        Assert.Equal(2, with.QuerySelectorAll("figure.figure").Length);
    }

    [Fact]
    public async Task A_page_asks_nothing_of_any_other_host()
    {
        var page = await Page(Show(Figure, "application/vnd.plotly.v1+json"));
        Assert.StartsWith("default-src 'none';", page.QuerySelector("meta[http-equiv=Content-Security-Policy]")!.GetAttribute("content"), StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll("link, script[src], iframe, img:not([src^='data:'])"));
    }

    [Fact]
    public async Task A_failing_cell_shows_its_error_where_it_happened_and_prose_after_it()
    {
        var page = await Page("#!markdown\n# T\n#!csharp\nvar x = 1;\nthrow new Exception(\"<no> δ\");\n#!csharp\n1\n#!markdown\n## After\n");
        var error = page.QuerySelector("#cell-2 > .error")!;
        Assert.Equal("System.Exception: <no> δ", error.QuerySelector("pre")!.TextContent);
        Assert.Contains("Line 2 of this cell: throw new Exception", error.TextContent, StringComparison.Ordinal);
        Assert.Contains("failed in cell 2", page.QuerySelector("header")!.TextContent, StringComparison.Ordinal);
        Assert.True(page.QuerySelector("#cell-2 details.source")!.HasAttribute("open"));
        Assert.Contains("not run", page.QuerySelector("#cell-3")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.GetElementById("after"));
    }

    [Fact]
    public async Task The_foot_says_what_is_needed_to_run_it_again()
    {
        var options = new RunOptions { Metadata = new RunMetadata("1.2.3", "abc123"), Overrides = new Dictionary<string, string> { ["seed"] = "7" } };
        var foot = (await Page("#!csharp\n// parameters\nvar seed = 1; // the seed\n", options)).QuerySelector("footer")!.TextContent;
        Assert.All(["seed", "7", "set", "the seed", "1.2.3", "abc123", Environment.Version.ToString(), "Processor", "Duration"], text => Assert.Contains(text, foot, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Damaged_figures_and_claims_are_shown_as_text()
    {
        var page = await Page(Show("{\"data\":", "application/vnd.plotly.v1+json") + Show("[]", "application/vnd.deepdive.claim+json"));
        Assert.Equal(["{\"data\":", "[]"], page.QuerySelectorAll("pre.output").Select(output => output.TextContent));
    }

    [Fact]
    public async Task Files_are_moved_into_place()
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        HtmlReport.Write(await NotebookTestRun.OfCells("1"), Path.Combine(folder, "new", "r.html"));
        Assert.Equal(["r.html"], Directory.GetFiles(Path.Combine(folder, "new")).Select(Path.GetFileName));
        Directory.Delete(folder, recursive: true);
    }
}
