using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DeepDive.Notebooks.Documents;

/// <summary>The JSON of a <c>#!meta</c> block: which kernels there are, and anything other tools put there.</summary>
internal sealed class MetaBlock
{
    internal const string Selector = "#!meta";

    internal const string Default = """{"kernelInfo":{"defaultKernelName":"csharp","items":[{"name":"csharp","languageName":"csharp","aliases":[]}]}}""";

    internal static readonly JsonSerializerOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // Which of two equal keys counts would be a guess.
    private static readonly JsonDocumentOptions s_strict = new() { AllowDuplicateProperties = false };

    private readonly JsonObject _root;

    /// <param name="lines">The block's lines, without the selector.</param>
    /// <param name="firstLine">File line of the first of them, from 1, for messages.</param>
    /// <param name="path">The notebook, for messages.</param>
    public MetaBlock(IReadOnlyList<string> lines, int firstLine, string path)
    {
        var text = string.Join('\n', lines).Trim();
        try
        {
            _root = JsonNode.Parse(text, documentOptions: s_strict) as JsonObject ?? throw new JsonException("it is no JSON object", null, 0, null);
        }
        catch (Exception e) when (e is JsonException or ArgumentException) // half a surrogate pair is an ArgumentException
        {
            var blank = lines.TakeWhile(string.IsNullOrWhiteSpace).Count();
            var line = firstLine + blank + ((e as JsonException)?.LineNumber ?? 0);
            throw new NotebookInputException($"the meta block must be a JSON object, but {path} line {line} is not: {e.Message}", e);
        }

        Text = text.Contains('\n', StringComparison.Ordinal) ? _root.ToJsonString(OneLine) : text;
    }

    /// <summary>The JSON on one line; unchanged if it stood on one line.</summary>
    public string Text { get; }

    /// <summary>Adds the block's kernels, and gives the name of the default one.</summary>
    public string? AddKernels(KernelCatalog kernels)
    {
        var info = _root["kernelInfo"] as JsonObject;
        foreach (var item in (info?["items"] as JsonArray ?? []).OfType<JsonObject>())
        {
            if (AsText(item["name"]) is { Length: > 0 } name)
                kernels.Add(name, (item["aliases"] as JsonArray ?? []).Select(AsText).OfType<string>());
        }

        return AsText(info?["defaultKernelName"]);
    }

    private static string? AsText(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
