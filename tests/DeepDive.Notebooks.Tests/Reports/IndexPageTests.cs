using System.Text.Json;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using DeepDive.Notebooks.Reports;

namespace DeepDive.Notebooks.Tests.Reports;

public sealed class IndexPageTests : IDisposable
{
    private const string Claim = """
        {"id":"p1-rank","text":"Rank falls <fast>","source":"fig. 3","expected":"< 0.5","measured":0.42131,"spread":0.02,"seeds":3,"verdict":"reproduced"}
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task Write()
    {
        var good = await NotebookTestRun.Of($"#!markdown\n# Part one\n#!csharp\n\"\"\"\"\n{Claim.Trim()}\n\"\"\"\".DisplayAs(\"application/vnd.deepdive.claim+json\");\n");
        var bad = await NotebookTestRun.Of("#!markdown\n# Part two\n#!csharp\nthrow new Exception(\"broken <x>\");\n");
        IndexPage.Write([new IndexEntry(good, "one.html"), new IndexEntry(bad, "two.html")], _folder);
    }

    [Fact]
    public async Task The_index_lists_notebooks_their_state_and_all_claims()
    {
        await Write();
        var page = new HtmlParser().ParseDocument(File.ReadAllText(Path.Combine(_folder, "index.html")));
        Assert.Equal([("Part one", "one.html"), ("Part two", "two.html")], page.QuerySelectorAll(".parts a.part").Select(link => (link.TextContent, link.GetAttribute("href")!)));
        Assert.Contains("✓ ran", page.QuerySelectorAll(".parts li")[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("System.Exception: broken <x>", page.QuerySelectorAll(".parts li")[1].TextContent, StringComparison.Ordinal);
        Assert.Equal(["✓ Reproduced", "test", "Rank falls <fast>", "fig. 3", "< 0.5", "0.4213\u00A0±\u00A00.02", "3"], page.QuerySelectorAll(".all-claims td").Select(cell => cell.TextContent));
        Assert.Equal("one.html#claim-1", page.QuerySelector(".all-claims a")!.GetAttribute("href"));
    }

    [Theory]
    [InlineData("throw new InvalidOperationException(\"broken <x>\");", "System.InvalidOperationException: broken <x>")]
    [InlineData("1 + nosuch", "(1,5): error CS0103: The name 'nosuch' does not exist in the current context")]
    [InlineData("#!fsharp\n1", "a cell must be csharp, markdown, html, javascript or mermaid, but this one is fsharp, which this host does not run; run it in its own tool")]
    public async Task A_failing_notebook_is_listed_with_its_error_and_leads_to_the_cell(string cell, string error)
    {
        var run = await NotebookTestRun.Of($"#!markdown\n# Part two\n#!csharp\n1\n#!csharp\n{cell}\n#!csharp\n2\n");
        HtmlReport.Write(run, Path.Combine(_folder, "part two.html"), IndexPage.FileName);
        IndexPage.Write([new IndexEntry(run, "part two.html")], _folder);

        var item = Parse("index.html").QuerySelector(".parts li")!;
        Assert.Contains("✗ failed", item.TextContent, StringComparison.Ordinal);
        Assert.Equal($"Cell 3: {error}", item.QuerySelector("p.failed:has(a)")!.TextContent);
        var link = item.QuerySelector("p.failed a")!.GetAttribute("href")!.Split('#');
        var target = Parse(link[0]).GetElementById(link[1])!;
        Assert.Equal("cell-3", target.Closest("section")!.Id);
        Assert.Contains(error, target.TextContent, StringComparison.Ordinal);
    }

    private IHtmlDocument Parse(string file) => new HtmlParser().ParseDocument(File.ReadAllText(Path.Combine(_folder, file)));

    [Fact]
    public async Task Claims_json_holds_every_claim_with_its_notebook()
    {
        await Write();
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(_folder, "claims.json")));
        var claim = Assert.Single(json.RootElement.EnumerateArray());
        Assert.Equal(["id", "notebook", "text", "source", "expected", "measured", "spread", "seeds", "verdict"], claim.EnumerateObject().Select(property => property.Name));
        Assert.Equal((0.42131, 3, "test", "Rank falls <fast>"), (claim.GetProperty("measured").GetDouble(), claim.GetProperty("seeds").GetInt32(), claim.GetProperty("notebook").GetString(), claim.GetProperty("text").GetString()));
    }

    [Fact]
    public void An_output_folder_that_cannot_be_written_is_refused()
    {
        var file = Path.Combine(_folder, "file");
        File.WriteAllText(file, "");
        var error = Assert.Throws<NotebookInputException>(() => ReportFolder.EnsureWritable(Path.Combine(file, "reports")));
        Assert.Contains("must be writable", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_can_be_written_is_made_and_left_empty()
    {
        var folder = Path.Combine(_folder, "with blanks", "reports");
        ReportFolder.EnsureWritable(folder);
        Assert.Empty(Directory.GetFileSystemEntries(folder));
    }
}
