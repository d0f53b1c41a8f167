using System.Text.Json;
using System.Text.Json.Nodes;
using DeepDive.Notebooks.Display;
using DeepDive.Notebooks.Running;

namespace DeepDive.Notebooks.Jupyter;

/// <summary>What a cell has shown, as Jupyter keeps it.</summary>
internal static class IpynbOutputs
{
    public static JsonArray Of(CellRun cell)
    {
        JsonArray outputs = [.. cell.Outputs.Select(Output)];
        if (cell.Error is { } error) outputs.Add(Error(error));
        if (cell.Status == CellStatus.Cancelled) outputs.Add(Error(new CellError("System.OperationCanceledException: the run was stopped here")));
        return outputs;
    }

    private static JsonObject Output(CellOutput output) => output.Kind switch
    {
        OutputKind.Display => new JsonObject { ["data"] = Data(output.Values), ["metadata"] = new JsonObject(), ["output_type"] = "display_data" },
        var kind => new JsonObject
        {
            ["name"] = kind == OutputKind.Console ? "stdout" : "stderr",
            ["output_type"] = "stream",
            ["text"] = IpynbWriter.Lines(output.Best.Content),
        },
    };

    private static JsonObject Data(IReadOnlyList<FormattedValue> values)
    {
        var data = new JsonObject();
        foreach (var value in values) data[value.MimeType] = IsJson(value.MimeType) ? Json(value.Content) : IpynbWriter.Lines(value.Content);
        return data;
    }

    private static bool IsJson(string mimeType) => mimeType == "application/json" || mimeType.EndsWith("+json", StringComparison.Ordinal);

    private static JsonNode? Json(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return text; // a cell said that this is JSON, and it is not
        }
    }

    private static JsonObject Error(CellError error)
    {
        var parts = error.Message.Split(": ", 2);
        // An exception's type, or the place and number of a compile error.
        var (name, value) = parts is [var first, var rest] && !first.Contains('\n', StringComparison.Ordinal) ? (first, rest) : ("Error", error.Message);
        var traceback = $"{error.Message}\n{error.Details}".TrimEnd().Split('\n').Select(line => JsonValue.Create(line));
        return new JsonObject { ["ename"] = name, ["evalue"] = value, ["output_type"] = "error", ["traceback"] = new JsonArray([.. traceback]) };
    }
}
