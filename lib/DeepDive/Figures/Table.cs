using System.Text;
using System.Text.Json.Nodes;

namespace DeepDive.Figures;

/// <summary>A small table that shows itself in a notebook: named columns, and rows of numbers and text.</summary>
[TypeFormatterSource(typeof(TableFormatters), PreferredMimeTypes = ["text/html"])]
public sealed class Table
{
    /// <summary>Creates a table; caption and digits are set by an initialiser.</summary>
    /// <param name="columns">Column names, [c].</param>
    /// <param name="rows">Cells, [r][c]: numbers, text, truth values or null.</param>
    /// <exception cref="ArgumentException">There is no column, or a row has not one cell a column.</exception>
    public Table(IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<object?>> rows)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(rows);
        if (columns.Count == 0) throw new ArgumentException("a table must have at least one column, but has none", nameof(columns));
        for (var i = 0; i < rows.Count; i++)
        {
            if (rows[i].Count != columns.Count)
                throw new ArgumentException($"each row must have one cell for each of the {columns.Count} columns, but row {i} has {rows[i].Count}", nameof(rows));
        }

        (Columns, Rows) = (columns, rows);
    }

    /// <summary>Column names.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>Cells, row by row.</summary>
    public IReadOnlyList<IReadOnlyList<object?>> Rows { get; }

    /// <summary>Caption, or empty for none.</summary>
    public string Caption { get; init; } = "";

    /// <summary>Significant digits of fractions as shown; the cells keep all of theirs.</summary>
    public int Digits { get; init; } = 4;

    /// <summary>A table with one row an item: <c>Table.Of(runs, ("depth", r => r.Depth), ("rank", r => r.Rank))</c>.</summary>
    public static Table Of<TItem>(IEnumerable<TItem> items, params (string Name, Func<TItem, object?> Value)[] columns) => new(
        [.. columns.Select(column => column.Name)],
        [.. items.Select(item => (IReadOnlyList<object?>)[.. columns.Select(column => column.Value(item))])]);

    /// <summary>Tables below each other, told apart by a first column; a column that one lacks stays empty there.</summary>
    internal static Table Stack(string name, IReadOnlyList<(string Key, Table Table)> tables)
    {
        string[] columns = [.. tables.SelectMany(part => part.Table.Columns).Distinct()];
        IReadOnlyList<object?> Widen(string key, Table table, IReadOnlyList<object?> row)
        {
            var cells = table.Columns.Zip(row).ToDictionary(pair => pair.First, pair => pair.Second);
            return [key, .. columns.Select(column => cells.GetValueOrDefault(column))];
        }

        return new([name, .. columns], [.. tables.SelectMany(part => part.Table.Rows.Select(row => Widen(part.Key, part.Table, row)))]);
    }

    /// <summary>An HTML table; text is escaped.</summary>
    public string ToHtml()
    {
        var html = new StringBuilder("<table class=\"deepdive-table\">");
        if (Caption.Length > 0) html.Append("<caption>").Append(Html.Escape(Caption)).Append("</caption>");
        html.Append("<thead><tr>");
        for (var c = 0; c < Columns.Count; c++) html.Append("<th scope=\"col\"").Append(Align(c)).Append(Html.Escape(Columns[c])).Append("</th>");
        html.Append("</tr></thead><tbody>");
        foreach (var row in Rows)
        {
            html.Append("<tr>");
            for (var c = 0; c < row.Count; c++) html.Append("<td").Append(Align(c)).Append(Html.Escape(Numeral.Text(row[c], Digits))).Append("</td>");
            html.Append("</tr>");
        }

        return html.Append("</tbody></table>").ToString();
    }

    /// <summary>Aligned columns of plain text.</summary>
    /// <param name="maximumRows">Rows shown; a last line says how many more there are.</param>
    public string ToText(int maximumRows = int.MaxValue)
    {
        var text = Rows.Take(maximumRows).Select(row => row.Select(cell => Numeral.Text(cell, Digits)).ToArray()).Prepend([.. Columns]).ToArray();
        int[] widths = [.. Enumerable.Range(0, Columns.Count).Select(c => text.Max(row => row[c].Length))];
        string Line(string[] row) => string.Join("  ", row.Select((cell, c) => IsNumeric(c) ? cell.PadLeft(widths[c]) : cell.PadRight(widths[c]))).TrimEnd();
        var lines = text.Select(Line).ToList();
        lines.Insert(1, string.Join("  ", widths.Select(width => new string('-', width))));
        if (Caption.Length > 0) lines.Insert(0, Caption);
        if (Rows.Count > maximumRows) lines.Add($"… and {Rows.Count - maximumRows} more rows");
        return string.Join('\n', lines);
    }

    /// <inheritdoc/>
    public override string ToString() => ToText();

    /// <summary>The table as the meta block of a figure's JSON holds it.</summary>
    internal JsonObject ToJson() => new()
    {
        ["columns"] = new JsonArray([.. Columns.Select(column => (JsonNode)column)]),
        ["rows"] = new JsonArray([.. Rows.Select(row => (JsonNode)new JsonArray([.. row.Select(Numeral.Node)]))]),
    };

    private bool IsNumeric(int column) =>
        Rows.Any(row => Numeral.IsNumber(row[column])) && Rows.All(row => row[column] is null || Numeral.IsNumber(row[column]));

    private string Align(int column) => IsNumeric(column) ? " style=\"text-align:right\">" : " style=\"text-align:left\">";
}
