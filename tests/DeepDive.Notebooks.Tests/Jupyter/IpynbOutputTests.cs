using System.Text.Json.Nodes;
using DeepDive.Notebooks.Jupyter;

namespace DeepDive.Notebooks.Tests.Jupyter;

public class IpynbOutputTests
{
    [Fact]
    public async Task Outputs_have_the_forms_that_Jupyter_knows()
    {
        var cells = await Cells("""
            #!markdown
            # hi
            #!csharp
            Console.Write("a\nb"); Console.Error.Write("c"); "{\"data\":[]}".DisplayAs("application/vnd.plotly.v1+json"); 5
            #!mermaid
            graph TD
            #!javascript
            console.log(1)
            """);
        Assert.Equal(["markdown", "code", "code", "code"], cells.Select(cell => (string?)cell!["cell_type"]));
        Assert.Null(cells[0]!["outputs"]);
        var outputs = cells[1]!["outputs"]!.AsArray();
        Assert.Equal(["stream", "stream", "display_data", "display_data"], outputs.Select(output => (string?)output!["output_type"]));
        Assert.Equal("""["a\n","b"]""", outputs[0]!["text"]!.ToJsonString());
        Assert.Equal("stderr", (string?)outputs[1]!["name"]);
        Assert.IsType<JsonArray>(outputs[2]!["data"]!["application/vnd.plotly.v1+json"]!["data"]);
        Assert.Equal("""["5"]""", outputs[3]!["data"]!["text/plain"]!.ToJsonString());
        Assert.Equal("""["graph TD"]""", cells[2]!["outputs"]![0]!["data"]!["text/vnd.mermaid"]!.ToJsonString());
        Assert.Equal("""["console.log(1)"]""", cells[3]!["outputs"]![0]!["data"]!["application/javascript"]!.ToJsonString());
        Assert.Equal([1, 2, 3], cells.Skip(1).Select(cell => (int)cell!["execution_count"]!));
        Assert.Equal(4, cells.Select(cell => (string?)cell!["id"]).Distinct().Count());
    }

    [Fact]
    public async Task A_failed_cell_has_its_error_and_later_cells_have_not_run()
    {
        var cells = await Cells("#!csharp\nthrow new InvalidOperationException(\"no\");\n#!csharp\n1\n");
        var error = cells[0]!["outputs"]![0]!;
        Assert.Equal(("error", "System.InvalidOperationException", "no"), ((string?)error["output_type"], (string?)error["ename"], (string?)error["evalue"]));
        Assert.Contains("cell 1:line 1", error["traceback"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Null(cells[1]!["execution_count"]);
    }

    [Fact]
    public async Task A_compile_error_keeps_every_line()
    {
        var cells = await Cells("#!csharp\nnosuch + other\n");
        Assert.Equal(2, cells[0]!["outputs"]![0]!["traceback"]!.AsArray().Count);
    }

    private static async Task<JsonArray> Cells(string notebook) =>
        JsonNode.Parse(IpynbWriter.Write(await NotebookTestRun.Of(notebook)))!["cells"]!.AsArray();
}
