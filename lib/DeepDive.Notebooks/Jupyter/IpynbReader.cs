using System.Text.Json;
using System.Text.Json.Nodes;
using DeepDive.Notebooks.Documents;

namespace DeepDive.Notebooks.Jupyter;

/// <summary>Reads Jupyter notebooks of format 4, our own and those of others; outputs are left aside.</summary>
internal sealed class IpynbReader
{
    private readonly string _path;
    private readonly JsonObject _root;
    private readonly IpynbKernels _kernels;

    private IpynbReader(JsonObject root, string path)
    {
        (_root, _path) = (root, path);
        _kernels = new IpynbKernels(root["metadata"] as JsonObject ?? [], path);
    }

    /// <exception cref="NotebookInputException">The text is no Jupyter notebook of format 4.</exception>
    public static Notebook Read(string text, string path)
    {
        try
        {
            var root = JsonNode.Parse(text.TrimStart('\uFEFF')) as JsonObject ?? throw Wrong(path, "be a JSON object", "is none");
            return new IpynbReader(root, path).Read();
        }
        catch (Exception e) when (e is JsonException or ArgumentException) // a key that comes twice is an ArgumentException
        {
            var line = e is JsonException { LineNumber: { } number } ? $" at line {number + 1}" : "";
            throw new NotebookInputException($"a Jupyter notebook must be JSON, but '{path}' is not{line}: {e.Message}", e);
        }
    }

    private Notebook Read()
    {
        if (_root["nbformat"] is not JsonValue format || !format.TryGetValue<int>(out var version))
            throw Wrong(_path, "state its format, \"nbformat\": 4", "does not");
        if (version != 4)
            throw new NotebookInputException($"a Jupyter notebook must have format 4, but '{_path}' has {version}; open it in Jupyter and save it again");
        if (_root["cells"] is not JsonArray list) throw Wrong(_path, "have a list of cells", "has none");
        var all = list.Select(ReadCell).ToList();
        var cells = all.Where(cell => cell.Text.Length > 0).ToList();
        if (cells.Count == 0) cells.Add(all.FirstOrDefault() ?? new Cell(_kernels.Default, "", 1));
        return new Notebook(_path, _kernels.Meta(cells), _kernels.Catalog, cells);
    }

    private Cell ReadCell(JsonNode? node, int index)
    {
        if (node is not JsonObject cell) throw Wrong(_path, "have objects as cells", $"has none as cell {index + 1}");
        var lines = Source(cell["source"], index).Split('\n').Select(line => line.TrimEnd('\r')).ToList();
        var kernel = Text(cell["cell_type"]) switch
        {
            "markdown" => KernelCatalog.Markdown,
            "raw" => KernelCatalog.Raw,
            "code" => _kernels.Of(cell["metadata"] as JsonObject),
            var type => throw Wrong(_path, "have cells of type code, markdown or raw", $"has cell {index + 1} of type '{type}'"),
        };
        Trim(lines);
        // The way in which older notebooks say what language a cell is in.
        if (Text(cell["cell_type"]) == "code" && lines is [['#', '!', .. var name], ..] && _kernels.Catalog.TryFind(name, out var selected))
        {
            kernel = selected;
            lines.RemoveAt(0);
            Trim(lines);
        }

        return new Cell(kernel, string.Join('\n', lines), 1);
    }

    private string Source(JsonNode? source, int index) => source switch
    {
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        JsonArray lines when lines.All(line => line is JsonValue value && value.GetValueKind() == JsonValueKind.String) => string.Concat(lines.Select(Text)),
        _ => throw Wrong(_path, "have a text or a list of lines as each cell's source", $"has neither in cell {index + 1}"),
    };

    private static void Trim(List<string> lines)
    {
        lines.RemoveRange(0, lines.TakeWhile(line => line.Length == 0).Count());
        while (lines is [.., ""]) lines.RemoveAt(lines.Count - 1);
    }

    internal static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static NotebookInputException Wrong(string path, string rule, string found) =>
        new($"a Jupyter notebook must {rule}, but '{path}' {found}; open it in Jupyter and save it again");
}
