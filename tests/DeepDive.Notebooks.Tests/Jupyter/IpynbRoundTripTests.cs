using System.Text.Json.Nodes;
using DeepDive.Notebooks.Documents;
using DeepDive.Notebooks.Jupyter;
using FsCheck;
using FsCheck.Fluent;

namespace DeepDive.Notebooks.Tests.Jupyter;

public class IpynbRoundTripTests
{
    private const string Meta = """{"kernelInfo":{"defaultKernelName":"csharp","items":[{"name":"csharp","languageName":"csharp","aliases":[]},{"name":"sql","aliases":["SQL"]}]},"other tool":{"kept":[1.50,"\u00e9"]}}""";

    public static TheoryData<string> OwnNotebooks => [.. Directory.GetFiles(Path.Combine(Repository(), "notebooks"), "*.dib").Order()];

    [Theory]
    [MemberData(nameof(OwnNotebooks))]
    public void Every_notebook_of_ours_comes_back_byte_by_byte(string path)
    {
        var text = File.ReadAllText(path);
        Assert.Equal(text, Notebook.Load(path).ToDib());
        Assert.Equal(text, Back(Notebook.Load(path)).ToDib());
    }

    [Fact]
    public void Random_notebooks_lose_nothing()
    {
        var line = Gen.Elements("x", "", "  ", "\ttab", "\"quoted\\\"", "# heading δ", "🧠", "#!value --name x", " #!csharp", "</script>", "a\u2028b", "a\rb", "{\"json\":1.50}");
        var body = line.ArrayOf().Select(lines => string.Join('\n', lines));
        var kernel = Gen.Elements("csharp", "markdown", "fsharp", "html", "javascript", "mermaid", "pwsh", "value", "http", "sql");
        var cell = from name in kernel from text in body select $"#!{name}\n\n{text}\n\n";
        var notebook = from cells in cell.ListOf() from meta in Gen.Elements("", $"#!meta\n\n{Meta}\n\n", "#!meta\n{\"a\": [1,  2]}\n") select meta + string.Concat(cells);
        Prop.ForAll(notebook.ToArbitrary(), text =>
        {
            var before = Notebook.Parse(text);
            var after = Back(before);
            Assert.Equal(before.Cells.Select(cell => (cell.Kernel, cell.Text)), after.Cells.Select(cell => (cell.Kernel, cell.Text)));
            return before.ToDib() == after.ToDib() && before.ToIpynb() == after.ToIpynb();
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000).WithReplay(9204545741865756835UL, 11786987864137883677UL));
    }

    [Fact]
    public void A_meta_block_comes_back_as_written_even_after_Jupyter_sorted_its_keys()
    {
        var notebook = Notebook.Parse($"#!meta\n\n{Meta}\n\n#!sql\n\nselect 1\n");
        var json = JsonNode.Parse(notebook.ToIpynb())!;
        json["metadata"]!["polyglot_notebook"] = JsonNode.Parse("""{"other tool":{"kept":[1.50,"é"]},"kernelInfo":{"items":[{"aliases":[],"languageName":"csharp","name":"csharp"},{"aliases":["SQL"],"name":"sql"}],"defaultKernelName":"csharp"}}""");
        Assert.Equal(Meta, IpynbReader.Read(json.ToJsonString(), "n.ipynb").Meta);
    }

    private static Notebook Back(Notebook notebook) => IpynbReader.Read(notebook.ToIpynb(), notebook.Path);

    private static string Repository([System.Runtime.CompilerServices.CallerFilePath] string path = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", "..", ".."));
}
