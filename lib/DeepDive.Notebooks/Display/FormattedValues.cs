using System.Text.Json;
using System.Text.Json.Nodes;

namespace DeepDive.Notebooks.Display;

/// <summary>Reads values that stand together in one, of the type <see cref="MimeTypes.Values"/>.</summary>
internal static class FormattedValues
{
    /// <summary>The values in their order, or null if the value is of another type or holds no array of them.</summary>
    public static IReadOnlyList<FormattedValue>? TryUnfold(FormattedValue value)
    {
        if (value.MimeType != MimeTypes.Values) return null;
        try
        {
            if (JsonNode.Parse(value.Content) is not JsonArray nodes) return null;
            FormattedValue[] values = [.. nodes.Select(TryRead).OfType<FormattedValue>()];
            return values.Length == nodes.Count ? values : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static FormattedValue? TryRead(JsonNode? node) => node is JsonObject value
        && value["mimeType"] is JsonValue type && type.TryGetValue<string>(out var mimeType)
        && value["content"] is JsonValue text && text.TryGetValue<string>(out var content) ? new FormattedValue(mimeType, content) : null;
}
