using System.Text.Json;
using DeepDive.Notebooks.Documents;

namespace DeepDive.Notebooks.Tests.Documents;

public class DibParserTests
{
    private static readonly string s_cases = Path.Combine(AppContext.BaseDirectory, "Documents", "Cases");

    public static TheoryData<string> Cases => [.. Directory.GetFiles(s_cases, "*.json").Select(path => Path.GetFileNameWithoutExtension(path)!).Order()];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Text_has_the_cells_of_the_case(string name)
    {
        using var file = JsonDocument.Parse(File.ReadAllText(Path.Combine(s_cases, name + ".json")));
        var expected = file.RootElement.GetProperty("cells").EnumerateArray().Select(cell => (cell.GetProperty("kernel").GetString(), cell.GetProperty("text").GetString()));

        var notebook = Notebook.Parse(file.RootElement.GetProperty("text").GetString()!);

        Assert.Equal(expected, notebook.Cells.Select(cell => ((string?)cell.Kernel, (string?)cell.Text)));
        Assert.Equal(notebook.Cells.Where(cell => cell.Text.Length > 0), Notebook.Parse(notebook.ToDib()).Cells.Where(cell => cell.Text.Length > 0), SameText);
    }

    [Fact]
    public void A_cell_knows_the_line_on_which_its_text_begins()
    {
        var notebook = Notebook.Parse("#!meta\n\n{}\n\n#!csharp\n\n\nvar x = 1;\n\n#!markdown\nhi\n");
        Assert.Equal([8, 11], notebook.Cells.Select(cell => cell.Line));
    }

    [Fact]
    public void Invalid_meta_is_refused_with_its_line()
    {
        var error = Assert.Throws<NotebookInputException>(() => Notebook.Parse("#!meta\n\n{\n  \"a\": ,\n}\n\n#!csharp\n1\n", "x.dib"));
        Assert.Contains("x.dib line 4", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_alias_of_two_kernels_is_refused()
    {
        var error = Assert.Throws<NotebookInputException>(() => Notebook.Parse("""
            #!meta
            {"kernelInfo":{"items":[{"name":"sql","aliases":["cs"]}]}}
            """));
        Assert.Contains("'cs' of 'sql' already means 'csharp'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_is_refused_by_name() =>
        Assert.Contains("nowhere.dib", Assert.Throws<NotebookInputException>(() => Notebook.Load("nowhere.dib")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("#!markdown\n\ntext\n\n## The *second* `look`\n", "The second look")]
    [InlineData("#!csharp\n\n1\n", "part1")]
    public void The_title_is_the_first_heading_or_the_name(string text, string title) =>
        Assert.Equal(title, Notebook.Parse(text, "/tmp/part1.dib").Title);

    private static bool SameText(Cell a, Cell b) => (a.Kernel, a.Text) == (b.Kernel, b.Text);
}
