using System.Text.Json.Nodes;

namespace DeepDive.Figures;

/// <summary>A measured quantity of a claim: a number, or a text such as "layers 2–3". Either converts to it.</summary>
public readonly record struct Measure
{
    private readonly object? _value;

    /// <summary>A number.</summary>
    public Measure(double number) => _value = number;

    /// <summary>A text.</summary>
    public Measure(string? text) => _value = text;

    /// <summary>A number.</summary>
    public static implicit operator Measure(double number) => new(number);

    /// <summary>A text.</summary>
    public static implicit operator Measure(string? text) => new(text);

    /// <summary>A number.</summary>
    public static Measure FromDouble(double number) => new(number);

    /// <summary>A text.</summary>
    public static Measure FromString(string? text) => new(text);

    /// <summary>Whether nothing was measured.</summary>
    public bool IsEmpty => _value is null or "";

    /// <summary>The number to four significant digits, or the text.</summary>
    public override string ToString() => Numeral.Text(_value, 4);

    internal JsonNode? ToJson() => Numeral.Node(_value);
}
