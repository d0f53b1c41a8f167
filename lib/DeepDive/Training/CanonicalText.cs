using System.Globalization;
using System.Reflection;

namespace DeepDive.Training;

/// <summary>Settings as text that is the same wherever they are the same: type and every public property, by name.</summary>
internal static class CanonicalText
{
    /// <summary>The text of a setting, or of a record of settings.</summary>
    /// <exception cref="NotSupportedException">A property is of a kind that has no such text.</exception>
    public static string Of(object? value) => value switch
    {
        null => "null",
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        bool or int or ulong or Enum => string.Create(CultureInfo.InvariantCulture, $"{value}"),
        _ when value.GetType().Namespace == typeof(CanonicalText).Namespace => OfRecord(value),
        _ => throw new NotSupportedException($"settings must be numbers, truth values, enumerations or records of the library, but one was {value.GetType()}; teach {nameof(CanonicalText)} to write it"),
    };

    private static string OfRecord(object record)
    {
        var properties = record.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).OrderBy(property => property.Name, StringComparer.Ordinal);
        return $"{record.GetType().Name}({string.Join(", ", properties.Select(property => $"{property.Name}: {Of(property.GetValue(record))}"))})";
    }
}
