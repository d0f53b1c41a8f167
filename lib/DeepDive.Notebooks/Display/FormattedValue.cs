namespace DeepDive.Notebooks.Display;

/// <summary>A value as text of one MIME type.</summary>
/// <param name="MimeType">The MIME type, such as "text/html".</param>
/// <param name="Content">The text.</param>
public sealed record FormattedValue(string MimeType, string Content);
