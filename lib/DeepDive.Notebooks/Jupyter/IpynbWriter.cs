using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using DeepDive.Notebooks.Documents;
using DeepDive.Notebooks.Running;

namespace DeepDive.Notebooks.Jupyter;

/// <summary>Writes Jupyter notebooks of format 4.5, with the metadata by which .NET Interactive knows a cell's kernel.</summary>
internal static class IpynbWriter
{
    // Jupyter itself indents by one blank.
    private static readonly JsonSerializerOptions s_file = new() { WriteIndented = true, IndentSize = 1, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(Notebook notebook) =>
        Write(notebook, notebook.Cells.Select((cell, index) => Cell(cell, index, [], null)), null);

    /// <summary>The notebook with what came of running it.</summary>
    public static string Write(NotebookRun run)
    {
        var count = 0;
        var cells = run.Cells.Select(cell =>
        {
            var hasRun = IsCode(cell.Cell) && cell.Status is CellStatus.Succeeded or CellStatus.Failed;
            return Cell(cell.Cell, cell.Index, IsCode(cell.Cell) ? IpynbOutputs.Of(cell) : [], hasRun ? ++count : null);
        });
        return Write(run.Notebook, cells, IpynbRunFacts.Of(run));
    }

    private static string Write(Notebook notebook, IEnumerable<JsonObject> cells, JsonObject? facts)
    {
        var root = new JsonObject
        {
            ["cells"] = new JsonArray([.. cells]),
            ["metadata"] = Metadata(notebook, facts),
            ["nbformat"] = 4,
            ["nbformat_minor"] = 5,
        };
        return root.ToJsonString(s_file) + "\n";
    }

    private static bool IsCode(Cell cell) => !cell.IsMarkdown && cell.Kernel != KernelCatalog.Raw;

    private static JsonObject Cell(Cell cell, int index, JsonArray outputs, int? executionCount)
    {
        var json = new JsonObject
        {
            ["cell_type"] = cell.IsMarkdown ? "markdown" : IsCode(cell) ? "code" : "raw",
            ["id"] = $"cell-{index + 1}",
            ["metadata"] = new JsonObject(),
            ["source"] = Lines(cell.Text),
        };
        if (!IsCode(cell)) return json;
        json["execution_count"] = executionCount;
        json["outputs"] = outputs;
        json["metadata"] = new JsonObject
        {
            ["dotnet_interactive"] = new JsonObject { ["language"] = cell.Kernel },
            ["polyglot_notebook"] = new JsonObject { ["kernelName"] = cell.Kernel },
        };
        return json;
    }

    private static JsonObject Metadata(Notebook notebook, JsonObject? facts)
    {
        var metadata = new JsonObject
        {
            ["kernelspec"] = new JsonObject { ["display_name"] = ".NET (C#)", ["language"] = "C#", ["name"] = ".net-csharp" },
            ["language_info"] = new JsonObject { ["file_extension"] = ".cs", ["mimetype"] = "text/x-csharp", ["name"] = "C#", ["pygments_lexer"] = "csharp" },
            ["polyglot_notebook"] = JsonNode.Parse(notebook.Meta),
        };
        var own = facts ?? [];
        if (notebook.Meta != MetaBlock.Default) own["meta"] = notebook.Meta;
        if (own.Count > 0) metadata["deepdive"] = own;
        return metadata;
    }

    /// <summary>Text as Jupyter keeps it: a string a line, each with its LF.</summary>
    internal static JsonArray Lines(string text)
    {
        var lines = text.Split('\n');
        return [.. lines.Select((line, i) => i < lines.Length - 1 ? line + "\n" : line).Where(line => line.Length > 0).Select(line => JsonValue.Create(line))];
    }
}
