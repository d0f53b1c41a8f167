namespace DeepDive.Notebooks.Reports;

/// <summary>A heading that the table of contents lists.</summary>
internal sealed record ReportHeading(int Level, string Text, string Anchor);
