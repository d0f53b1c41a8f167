using DeepDive.Notebooks.Display;
using DeepDive.Notebooks.Documents;
using DeepDive.Notebooks.Parameters;
using DeepDive.Notebooks.Reports;
using DeepDive.Notebooks.Running;

namespace DeepDive.Notebooks.Live;

/// <summary>The pages of a server: a notebook before it has run, with its parameters as a form; and a list of notebooks.</summary>
public static class LivePage
{
    /// <summary>A notebook with every cell waiting; its script fills in what happens.</summary>
    /// <param name="notebook">The notebook.</param>
    /// <param name="fingerprint">What tells its text from others; a page of an older text loads itself again.</param>
    /// <param name="overrides">Parameter values to begin with, by name.</param>
    /// <param name="quick">Whether the quick preset is chosen to begin with.</param>
    /// <param name="home">Address of the list of notebooks, or null if there is none.</param>
    /// <exception cref="NotebookInputException">A parameter's declaration is wrong.</exception>
    public static string Of(Notebook notebook, string fingerprint, IReadOnlyDictionary<string, string> overrides, bool quick, string? home)
    {
        ArgumentNullException.ThrowIfNull(notebook);
        var cells = new ReportCells(new NotebookRun(notebook, [], new RunOptions(), new NoObserver()));
        var form = new ParameterForm(ParameterList.Read(notebook).Items, overrides, quick);
        var assets = PageAssets.ForAnything(); // a cell may show anything yet
        return ReportPage.WriteLive(notebook.Title, $"""
            {ReportPage.Controls(hasCode: true)}<div class="page single live" data-fingerprint="{fingerprint}"><main>
            <header class="lead">{(home is null ? "" : $"<p class=\"kicker\"><a href=\"{Escape.Html(home)}\">← All notebooks</a></p>")}
            <h1>{Escape.Html(notebook.Title)}</h1></header>
            {form.Html}
            {cells.Html}</main></div>
            """, assets with { Scripts = [.. assets.Scripts, ReportPage.Asset("live.js")] });
    }

    /// <summary>A list of notebooks to choose from.</summary>
    /// <param name="notebooks">Title, file name and address of each.</param>
    public static string List(IEnumerable<(string Title, string File, string Address)> notebooks)
    {
        var items = notebooks.Select(entry => $"<li><a href=\"{Escape.Html(entry.Address)}\">{Escape.Html(entry.Title)}</a><p>{Escape.Html(entry.File)}</p></li>\n");
        return ReportPage.Write("Notebooks", $"""
            {ReportPage.Controls(hasCode: false)}<div class="page single"><main>
            <header class="lead"><h1>Notebooks</h1></header>
            <ul class="parts">
            {string.Concat(items)}</ul></main></div>
            """, ReportPage.Asset("page.js"));
    }

    private sealed class NoObserver : INotebookObserver;
}
