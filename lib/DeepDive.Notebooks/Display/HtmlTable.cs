using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace DeepDive.Notebooks.Display;

/// <summary>Plain objects as tables: a sequence of objects has a row for each, one object a row for each property.</summary>
internal static class HtmlTable
{
    private const int MostRows = 100;

    /// <summary>The table, or null if the value reads better as text.</summary>
    public static string? TryWrite(object value) => value switch
    {
        string or IFormattable or ITuple or Type or Exception => null,
        IDictionary map => Write(["key", "value"], map.Keys.Cast<object>().Select(key => new[] { key, map[key] })),
        IEnumerable items => TryWriteRows(items),
        _ when PlainText.HasOwnToString(value.GetType()) => null,
        _ when Properties(value.GetType()) is { Length: > 0 } properties =>
            Write(["property", "value"], properties.Select(property => new[] { property.Name, Read(property, value) })),
        _ => null,
    };

    /// <summary>A table of any cells; its text is escaped.</summary>
    public static string Write(IEnumerable<string> columns, IEnumerable<object?[]> rows, int mostRows = MostRows)
    {
        var html = new StringBuilder("<div class=\"scroll\" tabindex=\"0\"><table><thead><tr>");
        // An endless sequence must not hang the cell: one row more tells that there are more.
        var shown = rows.Take(mostRows == int.MaxValue ? mostRows : mostRows + 1).ToList();
        foreach (var (i, column) in columns.Index())
            html.Append(shown.Count > 0 && IsNumber(shown[0][i]) ? "<th scope=\"col\" class=\"number\">" : "<th scope=\"col\">").Append(Escape.Html(column)).Append("</th>");
        html.Append("</tr></thead><tbody>");
        foreach (var row in shown.Take(mostRows))
        {
            html.Append("<tr>");
            foreach (var cell in row) AppendCell(html, cell);
            html.Append("</tr>");
        }

        html.Append("</tbody></table></div>");
        if (shown.Count > mostRows) html.Append("<p class=\"more\">… and more rows</p>");
        return html.ToString();
    }

    private static void AppendCell(StringBuilder html, object? cell) =>
        html.Append(IsNumber(cell) ? "<td class=\"number\">" : "<td>").Append(Escape.Html(Text(cell))).Append("</td>");

    private static bool IsNumber(object? cell) => cell is not null && Type.GetTypeCode(cell.GetType()) is >= TypeCode.SByte and <= TypeCode.Decimal && cell is not Enum;

    // Six digits are enough for a reader.
    private static string Text(object? cell) => cell switch
    {
        double number => number.ToString("G6", CultureInfo.InvariantCulture),
        float number => number.ToString("G6", CultureInfo.InvariantCulture),
        _ => PlainText.Of(cell),
    };

    private static string? TryWriteRows(IEnumerable items)
    {
        var rows = items.Cast<object?>().Take(MostRows + 1).ToList();
        var types = rows.Select(row => row?.GetType()).Distinct().ToList();
        if (types is not [{ } type] || type.IsAssignableTo(typeof(IFormattable)) || type == typeof(string) || type.IsAssignableTo(typeof(IEnumerable)))
            return null;
        if (type.IsAssignableTo(typeof(ITuple)))
        {
            var length = ((ITuple)rows[0]!).Length;
            return Write(Enumerable.Range(1, length).Select(i => $"Item{i}"), rows.Select(row => Enumerable.Range(0, length).Select(i => ((ITuple)row!)[i]).ToArray()));
        }

        var properties = Properties(type);
        if (properties.Length == 0 || PlainText.HasOwnToString(type)) return null;
        return Write(properties.Select(property => property.Name), rows.Select(row => Array.ConvertAll(properties, property => Read(property, row!))));
    }

    private static PropertyInfo[] Properties(Type type) =>
        [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanRead && property.GetIndexParameters().Length == 0 && !property.PropertyType.IsByRefLike)];

    private static object? Read(PropertyInfo property, object owner)
    {
        try
        {
            return property.GetValue(owner);
        }
        catch (TargetInvocationException e)
        {
            return $"({e.InnerException!.GetType().Name}: {e.InnerException.Message})";
        }
    }
}
