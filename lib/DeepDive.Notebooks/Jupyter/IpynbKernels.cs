using System.Text.Json.Nodes;
using DeepDive.Notebooks.Documents;

namespace DeepDive.Notebooks.Jupyter;

/// <summary>Which kernels a Jupyter notebook uses, and which of them runs a cell.</summary>
internal sealed class IpynbKernels
{
    private readonly JsonObject _info;
    private readonly string _meta;

    /// <param name="metadata">Metadata of the file.</param>
    /// <param name="path">The file, for messages.</param>
    public IpynbKernels(JsonObject metadata, string path)
    {
        var known = metadata["polyglot_notebook"] as JsonObject ?? Old(metadata["dotnet_interactive"] as JsonObject);
        _info = known ?? [];
        var block = new MetaBlock((known is null ? MetaBlock.Default : TextOf(known, IpynbReader.Text((metadata["deepdive"] as JsonObject)?["meta"]))).Split('\n'), 1, path);
        _meta = block.Text;
        var named = block.AddKernels(Catalog);
        var fallback = known is not null || metadata["kernelspec"] is not JsonObject spec ? KernelCatalog.CSharp : Language(spec);
        if (named is not null) Catalog.Add(named);
        Default = known is not null && named is not null && Catalog.TryFind(named, out var name) ? name : fallback;
    }

    public KernelCatalog Catalog { get; } = new();

    /// <summary>Kernel of the cells that name none.</summary>
    public string Default { get; }

    /// <summary>Kernel of a code cell.</summary>
    public string Of(JsonObject? metadata)
    {
        var named = IpynbReader.Text((metadata?["polyglot_notebook"] as JsonObject)?["kernelName"])
            ?? IpynbReader.Text((metadata?["dotnet_interactive"] as JsonObject)?["language"]);
        return named is null || named.Any(char.IsControl) ? Default : Catalog.TryFind(named, out var name) ? name : named;
    }

    /// <summary>The meta block, with every kernel of the cells named in it.</summary>
    public string Meta(IEnumerable<Cell> cells)
    {
        var unknown = cells.Select(cell => cell.Kernel).Distinct().Where(kernel => !Catalog.TryFind(kernel, out _)).ToList();
        if (unknown.Count == 0) return _meta;
        var meta = (_info.Count > 0 ? _info.DeepClone() : JsonNode.Parse(MetaBlock.Default)!).AsObject();
        if (meta["kernelInfo"] is not JsonObject info) meta["kernelInfo"] = info = [];
        if (info["items"] is not JsonArray items) info["items"] = items = [];
        foreach (var kernel in unknown)
        {
            Catalog.Add(kernel);
            items.Add(new JsonObject { ["name"] = kernel, ["languageName"] = kernel, ["aliases"] = new JsonArray() });
        }

        return meta.ToJsonString(MetaBlock.OneLine);
    }

    // Before 2022 the kernels stood one level higher.
    private static JsonObject? Old(JsonObject? metadata) =>
        metadata is null || metadata.ContainsKey("kernelInfo") ? metadata : new JsonObject { ["kernelInfo"] = metadata.DeepClone() };

    // As it was written, unless another program has changed it since; Jupyter sorts keys.
    private static string TextOf(JsonObject meta, string? written)
    {
        var texts = new[] { written, MetaBlock.Default }.OfType<string>();
        return texts.FirstOrDefault(text => JsonNode.DeepEquals(JsonNode.Parse(text), meta)) ?? meta.ToJsonString(MetaBlock.OneLine);
    }

    // ".net-csharp" and "C#" are ours; "python3" runs the language "python".
    private string Language(JsonObject spec)
    {
        var language = IpynbReader.Text(spec["language"]) ?? IpynbReader.Text(spec["name"]) ?? KernelCatalog.CSharp;
        language = language.Replace(".net-", "", StringComparison.Ordinal).Trim();
        return Catalog.TryFind(language, out var name) || Catalog.TryFind(language.ToLowerInvariant(), out name) ? name
            : language.Length == 0 || language.Any(char.IsWhiteSpace) ? "unknown" : language;
    }
}
