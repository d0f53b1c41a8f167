namespace DeepDive.Figures;

/// <summary>How a <see cref="Claim"/> shows itself.</summary>
internal sealed class ClaimFormatters
{
    private readonly object[] _formatters =
    [
        new Formatter<Claim>("application/vnd.deepdive.claim+json", claim => claim.ToJson()),
        new Formatter<Claim>("text/html", claim => claim.ToHtml()),
        new Formatter<Claim>("text/plain", claim => claim.ToString()),
    ];

    /// <summary>One formatter a MIME type.</summary>
    public IEnumerable<object> CreateTypeFormatters() => _formatters;
}
