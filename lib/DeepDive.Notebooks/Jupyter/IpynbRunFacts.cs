using System.Globalization;
using System.Text.Json.Nodes;
using DeepDive.Notebooks.Running;

namespace DeepDive.Notebooks.Jupyter;

/// <summary>What is needed to run a notebook again and get the same, as metadata of the file.</summary>
internal static class IpynbRunFacts
{
    public static JsonObject Of(NotebookRun run) => new()
    {
        ["commit"] = run.Options.Metadata?.Commit,
        ["duration_seconds"] = Math.Round(run.Duration.TotalSeconds, 3),
        ["parameters"] = new JsonObject(run.Parameters.Select(value => KeyValuePair.Create(value.Parameter.Name, (JsonNode?)value.Text))),
        ["preset"] = run.Options.Quick ? "quick" : "full",
        ["started"] = run.Started.ToString("O", CultureInfo.InvariantCulture),
        ["version"] = run.Options.Metadata?.LibraryVersion,
    };
}
