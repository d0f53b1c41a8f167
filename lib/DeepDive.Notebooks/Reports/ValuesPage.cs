using DeepDive.Notebooks.Display;

namespace DeepDive.Notebooks.Reports;

/// <summary>Values as one HTML page that needs nothing beside it and no network: what a command found without a notebook.</summary>
public static class ValuesPage
{
    /// <summary>Writes the page.</summary>
    /// <param name="path">File to write.</param>
    /// <param name="title">Title.</param>
    /// <param name="lead">What the page says, in a few sentences.</param>
    /// <param name="values">What it shows, in order, as a notebook's cells would show it.</param>
    public static void Write(string path, string title, string lead, IEnumerable<object> values)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ArgumentNullException.ThrowIfNull(values);
        var cells = new ReportCells(Path.GetDirectoryName(Path.GetFullPath(path))!);
        foreach (var value in values) cells.Append(ValueFormatter.Format(value)[0]);
        AtomicFile.Write(path, ReportPage.Write(title, $"""
            {ReportPage.Controls(hasCode: false)}<div class="page single"><main>
            <header class="lead">
            <h1>{Escape.Html(title)}</h1>
            <p>{Escape.Html(lead)}</p></header>
            {cells.Html}</main></div>
            """, cells.Assets));
    }
}
