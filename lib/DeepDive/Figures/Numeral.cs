using System.Globalization;
using System.Text.Json.Nodes;

namespace DeepDive.Figures;

/// <summary>Numbers as a reader and as a page gets them: rounded to significant digits, never NaN.</summary>
internal static class Numeral
{
    /// <summary>Digits of a number in a figure's JSON.</summary>
    public const int JsonDigits = 6;

    /// <summary>Rounds to significant digits; the sign of a zero is dropped.</summary>
    public static double Round(double value, int digits) =>
        double.Parse(value.ToString("G" + digits, CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) + 0.0;

    /// <summary>A JSON number, or null for NaN and ±∞, which JSON does not have.</summary>
    public static JsonNode? Node(double value, int digits = JsonDigits) =>
        double.IsFinite(value) ? JsonValue.Create(Round(value, digits)) : null;

    /// <summary>A JSON array of numbers.</summary>
    public static JsonArray Array(IEnumerable<double> values, int digits = JsonDigits) =>
        new([.. values.Select(value => Node(value, digits))]);

    /// <summary>A JSON array of the rows of a table of numbers.</summary>
    public static JsonArray Rows(double[,] values, int digits = JsonDigits) =>
        new([.. Enumerable.Range(0, values.GetLength(0)).Select(row => Array(Row(values, row), digits))]);

    /// <summary>One row of a table of numbers.</summary>
    public static IEnumerable<double> Row(double[,] values, int row) =>
        Enumerable.Range(0, values.GetLength(1)).Select(column => values[row, column]);

    /// <summary>A JSON value of a table cell or a claim's number: numbers, truth values and text.</summary>
    public static JsonNode? Node(object? cell) => cell switch
    {
        null => null,
        double or float or Half or decimal => Node(Convert.ToDouble(cell, CultureInfo.InvariantCulture)),
        bool flag => JsonValue.Create(flag),
        byte or sbyte or short or ushort or int or uint or long => JsonValue.Create(Convert.ToInt64(cell, CultureInfo.InvariantCulture)),
        _ => JsonValue.Create(Text(cell, JsonDigits)),
    };

    /// <summary>A cell as text: fractions to significant digits, whole numbers in full, nothing for null.</summary>
    public static string Text(object? cell, int digits) => cell switch
    {
        null => "",
        double or float or Half or decimal => Text(Convert.ToDouble(cell, CultureInfo.InvariantCulture), digits),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => cell.ToString() ?? "",
    };

    /// <summary>Whether a cell is a number, which a table aligns to the right.</summary>
    public static bool IsNumber(object? cell) => cell is not bool && cell?.GetType() is { IsEnum: false } type
        && type.GetInterfaces().Any(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(System.Numerics.INumber<>))
        && cell is not char;

    private static string Text(double value, int digits)
    {
        if (double.IsNaN(value)) return "—";
        if (double.IsInfinity(value)) return value > 0 ? "∞" : "−∞";
        var rounded = Round(value, digits);
        var plain = rounded == 0 || Math.Abs(rounded) is >= 1e-4 and < 1e9;
        return rounded.ToString(plain ? "0.############" : "0.###e0", CultureInfo.InvariantCulture);
    }
}
