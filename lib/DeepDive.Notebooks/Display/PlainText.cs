using System.Collections;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace DeepDive.Notebooks.Display;

/// <summary>Values as text, the same in every locale.</summary>
internal static class PlainText
{
    private const int MostItems = 50;

    public static string Of(object? value) => value switch
    {
        null => ValueFormatter.Null,
        string text => text,
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        ITuple tuple => $"({string.Join(", ", Enumerable.Range(0, tuple.Length).Select(i => Of(tuple[i])))})",
        IEnumerable items when !HasOwnToString(value.GetType()) => List(items),
        _ => value.ToString() ?? "",
    };

    /// <summary>Whether a type says itself how it is written; records only list their properties.</summary>
    public static bool HasOwnToString(Type type) =>
        type.GetMethod(nameof(ToString), Type.EmptyTypes)?.DeclaringType is { } owner
        && owner != typeof(object) && owner != typeof(ValueType) && !IsRecordLike(type);

    private static bool IsRecordLike(Type type) =>
        type.GetMethod("<Clone>$") is not null
        || (type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false) && type.Name.Contains("AnonymousType", StringComparison.Ordinal))
        || type.GetMethod(nameof(ToString), Type.EmptyTypes)!.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false);

    private static string List(IEnumerable items)
    {
        var shown = items.Cast<object?>().Take(MostItems + 1).Select(Of).ToList();
        if (shown.Count > MostItems) shown[^1] = "…";
        return $"[{string.Join(", ", shown)}]";
    }
}
