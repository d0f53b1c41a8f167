using System.Text.Json;
using System.Text.Json.Serialization;

namespace DeepDive.Notebooks.Live;

/// <summary>What a viewer has to change on its page.</summary>
internal sealed record LiveChange(string Kind)
{
    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public string? Run { get; init; }

    public string? Fingerprint { get; init; }

    public int? Cell { get; init; }

    public int? Position { get; init; }

    public string? Status { get; init; }

    public string? Text { get; init; }

    public string? Html { get; init; }

    /// <summary>Whether the text goes on from what the viewer has.</summary>
    public bool? Appends { get; init; }

    public bool? IsError { get; init; }

    public double? Fraction { get; init; }

    /// <summary>A duration or a time left, as a reader says it.</summary>
    public string? Time { get; init; }

    public static string Write(IEnumerable<LiveChange> changes) => JsonSerializer.Serialize(changes, s_options);
}
