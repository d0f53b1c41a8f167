namespace DeepDive.Figures;

/// <summary>How a <see cref="Figure"/> shows itself.</summary>
internal sealed class FigureFormatters
{
    private readonly object[] _formatters =
    [
        new Formatter<Figure>("application/vnd.plotly.v1+json", figure => figure.ToJson()),
        new Formatter<Figure>("text/html", figure => figure.ToHtml()),
        new Formatter<Figure>("text/plain", figure => figure.ToString()),
    ];

    /// <summary>One formatter a MIME type.</summary>
    public IEnumerable<object> CreateTypeFormatters() => _formatters;
}
