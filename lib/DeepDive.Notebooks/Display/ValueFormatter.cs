namespace DeepDive.Notebooks.Display;

/// <summary>Turns any value into what a reader sees.</summary>
public static class ValueFormatter
{
    /// <summary>What stands for a null reference.</summary>
    public const string Null = "<null>";

    /// <summary>Formats a value: the best MIME type first, then HTML and plain text, for programs that know no better, if it has them.</summary>
    /// <param name="value">Any value, or null.</param>
    /// <param name="mimeType">The MIME type to show it as, or null for the best.</param>
    /// <exception cref="ArgumentException">The value has no such form.</exception>
    public static IReadOnlyList<FormattedValue> Format(object? value, string? mimeType = null)
    {
        if (value is null) return [new FormattedValue(MimeTypes.PlainText, Null)];
        var best = mimeType is null
            ? Best(value)
            : TryFormat(value, mimeType) ?? throw new ArgumentException($"{value.GetType()} must have a formatter for '{mimeType}', but it has none", nameof(mimeType));
        if (best.MimeType == MimeTypes.PlainText) return [best];
        var html = best.MimeType.EndsWith("+json", StringComparison.Ordinal) ? TypeFormatters.For(value.GetType()).Format(value, MimeTypes.Html) : null;
        var all = new[] { best, html is null ? null : new FormattedValue(MimeTypes.Html, html), TryFormat(value, MimeTypes.PlainText) };
        return [.. all.OfType<FormattedValue>()];
    }

    private static FormattedValue Best(object value)
    {
        var own = TypeFormatters.For(value.GetType());
        var order = MimeTypes.Preference.Concat(own.Preference).Concat(own.MimeTypes).Distinct();
        return order.Select(type => own.Format(value, type) is { } text ? new FormattedValue(type, text) : null).FirstOrDefault(text => text is not null)
            ?? TryFormat(value, MimeTypes.Html)
            ?? new FormattedValue(MimeTypes.PlainText, PlainText.Of(value));
    }

    private static FormattedValue? TryFormat(object value, string mimeType)
    {
        var text = TypeFormatters.For(value.GetType()).Format(value, mimeType) ?? mimeType switch
        {
            MimeTypes.PlainText => PlainText.Of(value),
            MimeTypes.Html => value is Globals.HtmlContent html ? html.Text : HtmlTable.TryWrite(value),
            _ => null,
        };
        return text is null ? null : new FormattedValue(mimeType, text);
    }
}
