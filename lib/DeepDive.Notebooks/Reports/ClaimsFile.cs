using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DeepDive.Notebooks.Reports;

/// <summary>claims.json: every claim of every notebook, for other programs.</summary>
internal static class ClaimsFile
{
    private static readonly string[] s_properties = ["text", "source", "expected", "measured", "spread", "seeds", "verdict"];
    private static readonly JsonSerializerOptions s_readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(IEnumerable<(string Notebook, Claim Claim)> claims) =>
        new JsonArray([.. claims.Select(entry => Entry(entry.Notebook, entry.Claim))]).ToJsonString(s_readable) + "\n";

    private static JsonObject Entry(string notebook, Claim claim)
    {
        var entry = new JsonObject { ["id"] = claim.Id, ["notebook"] = notebook };
        foreach (var property in s_properties) entry[property] = claim.Json[property]?.DeepClone();
        entry["verdict"] = claim.Verdict;
        return entry;
    }
}
