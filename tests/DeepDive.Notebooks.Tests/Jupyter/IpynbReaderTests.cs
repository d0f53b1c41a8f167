using DeepDive.Notebooks.Documents;
using DeepDive.Notebooks.Jupyter;

namespace DeepDive.Notebooks.Tests.Jupyter;

public class IpynbReaderTests
{
    private const string Python = """
        {"cells":[
          {"cell_type":"markdown","metadata":{},"source":["# Title\r\n","text"]},
          {"cell_type":"raw","metadata":{},"source":"as it is\n"},
          {"cell_type":"code","execution_count":1,"metadata":{},"outputs":[{"output_type":"stream","name":"stdout","text":"1"}],"source":"\nprint(1)\n\n"},
          {"cell_type":"code","execution_count":null,"metadata":{},"outputs":[],"source":[]}],
         "metadata":{"kernelspec":{"display_name":"Python 3","language":"python","name":"python3"}},"nbformat":4,"nbformat_minor":2}
        """;

    [Fact]
    public void A_notebook_of_another_language_keeps_its_cells_and_kernel()
    {
        var notebook = IpynbReader.Read(Python, "n.ipynb");
        Assert.Equal([("markdown", "# Title\ntext"), ("raw", "as it is"), ("python", "print(1)")], notebook.Cells.Select(cell => (cell.Kernel, cell.Text)));
        var dib = Notebook.Parse(notebook.ToDib());
        Assert.Equal(notebook.Cells.Select(cell => (cell.Kernel, cell.Text)), dib.Cells.Select(cell => (cell.Kernel, cell.Text)));
        Assert.Contains("\"cell_type\": \"raw\"", dib.ToIpynb(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"kernelName":"fsharp"}""", "x", "fsharp", "x")]
    [InlineData("""{"kernelName":"js"}""", "x", "javascript", "x")]
    [InlineData("{}", "#!fsharp\nx", "fsharp", "x")]
    [InlineData("{}", "#!time\nx", "csharp", "#!time\nx")]
    public void The_kernel_of_a_cell_is_its_metadata_or_its_first_line(string metadata, string source, string kernel, string text)
    {
        var json = $$$"""{"cells":[{"cell_type":"code","metadata":{"polyglot_notebook":{{{metadata}}}},"source":{{{System.Text.Json.JsonSerializer.Serialize(source)}}}}],"metadata":{"kernelspec":{"name":".net-csharp"}},"nbformat":4}""";
        var cell = Assert.Single(IpynbReader.Read(json, "n.ipynb").Cells);
        Assert.Equal((kernel, text), (cell.Kernel, cell.Text));
    }

    [Theory]
    [InlineData("[]", "must be a JSON object")]
    [InlineData("{\n\"cells\":,}", "is not at line 2")]
    [InlineData("""{"cells":[],"cells":[],"nbformat":4}""", "must be JSON")]
    [InlineData("""{"cells":[]}""", "state its format")]
    [InlineData("""{"worksheets":[],"nbformat":3}""", "must have format 4, but 'n.ipynb' has 3")]
    [InlineData("""{"nbformat":4}""", "list of cells")]
    [InlineData("""{"nbformat":4,"cells":[1]}""", "has none as cell 1")]
    [InlineData("""{"nbformat":4,"cells":[{"cell_type":"heading","source":""}]}""", "cell 1 of type 'heading'")]
    [InlineData("""{"nbformat":4,"cells":[{"cell_type":"code","source":[1]}]}""", "has neither in cell 1")]
    public void A_bad_file_is_refused_with_what_is_wrong(string text, string says) =>
        Assert.Contains(says, Assert.Throws<NotebookInputException>(() => IpynbReader.Read(text, "n.ipynb")).Message, StringComparison.Ordinal);

    [Fact]
    public void Prose_that_would_become_code_is_refused_by_the_other_format()
    {
        var json = """{"cells":[{"cell_type":"markdown","metadata":{},"source":"```\n#!csharp\n```"}],"nbformat":4}""";
        var error = Assert.Throws<NotebookInputException>(() => IpynbReader.Read(json, "n.ipynb").ToDib());
        Assert.Contains("cell 1 has the line '#!csharp'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Jupyter_notebook_runs_and_can_be_imported()
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            Notebook.Parse("#!csharp\nvar x = 40;\n").Save(Path.Combine(folder, "a.ipynb"));
            Notebook.Parse("#!csharp\n#!import a.ipynb\nx + 2\n").Save(Path.Combine(folder, "b.ipynb"));
            var run = await DeepDive.Notebooks.Running.NotebookRunner.RunAsync(Notebook.Load(Path.Combine(folder, "b.ipynb")), new());
            Assert.Equal("42", run.Cells[0].Outputs[0].Best.Content);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
