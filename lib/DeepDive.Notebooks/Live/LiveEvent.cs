using System.Text.Json;
using System.Text.Json.Serialization;

namespace DeepDive.Notebooks.Live;

/// <summary>One thing that happened in a run, as the process that runs tells the one that shows.</summary>
/// <remarks>A line of text: a record separator, which no other line starts with, then JSON (RFC 7464).</remarks>
internal sealed record LiveEvent(LiveEventKind Kind)
{
    private const char Mark = '\u001e';

    private static readonly JsonSerializerOptions s_options = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>Index of the cell, from 0.</summary>
    public int Cell { get; init; }

    /// <summary>Place of an output in its cell, from 0.</summary>
    public int Position { get; init; }

    /// <summary>How the cell or the run ended.</summary>
    public Running.CellStatus Status { get; init; }

    /// <summary>An output or an error as HTML.</summary>
    public string? Html { get; init; }

    /// <summary>New console text, or what the code says it does.</summary>
    public string? Text { get; init; }

    /// <summary>Whether console text went to the error stream.</summary>
    public bool IsError { get; init; }

    /// <summary>How much of the cell is done, from 0 to 1.</summary>
    public double Fraction { get; init; }

    /// <summary>Duration in seconds.</summary>
    public double Seconds { get; init; }

    public string ToLine() => Mark + JsonSerializer.Serialize(this, s_options);

    /// <summary>The event of a line, or null if the line is none.</summary>
    public static LiveEvent? TryRead(string line)
    {
        try
        {
            return line is [Mark, ..] ? JsonSerializer.Deserialize<LiveEvent>(line.AsSpan(1), s_options) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
