using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DeepDive.Notebooks.Reports;

/// <summary>A finding that a notebook tested, as the notebook told it.</summary>
/// <param name="Json">Its properties: id, text, source, expected, measured, spread, seeds, verdict.</param>
internal sealed record Claim(JsonObject Json)
{
    public static readonly string[] Verdicts = ["reproduced", "not-reproduced", "undecided"];

    public string Id => Text("id");

    public string Statement => Text("text");

    public string Source => Text("source");

    public string Expected => Text("expected");

    public string Seeds => Text("seeds");

    /// <summary>One of <see cref="Verdicts"/>; what we do not know decides nothing.</summary>
    public string Verdict => Array.Find(Verdicts, verdict => verdict == Text("verdict")) ?? "undecided";

    /// <summary>The verdict as a reader sees it; a mark beside the words, so that colour is not needed.</summary>
    public string VerdictText => Mark(Verdict);

    /// <summary>Value and spread, kept on one line.</summary>
    public string Measured => Text("spread") is { Length: > 0 } spread ? $"{Text("measured")}\u00A0±\u00A0{spread}" : Text("measured");

    public static string Mark(string verdict) => verdict switch
    {
        "reproduced" => "✓ Reproduced",
        "not-reproduced" => "✗ Not reproduced",
        _ => "? Undecided",
    };

    public static Claim? TryParse(string json)
    {
        try
        {
            return JsonNode.Parse(json) is JsonObject claim ? new Claim(claim) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private string Text(string name) => Json[name] switch
    {
        null => "",
        JsonValue value when value.GetValueKind() == JsonValueKind.Number => value.GetValue<double>().ToString("G4", CultureInfo.InvariantCulture),
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        var other => other.ToJsonString(),
    };
}
