namespace DeepDive.Figures;

/// <summary>How a <see cref="Table"/> shows itself.</summary>
internal sealed class TableFormatters
{
    private readonly object[] _formatters =
    [
        new Formatter<Table>("text/html", table => table.ToHtml()),
        new Formatter<Table>("text/plain", table => table.ToText()),
    ];

    /// <summary>One formatter a MIME type.</summary>
    public IEnumerable<object> CreateTypeFormatters() => _formatters;
}
