using System.Text;
using DeepDive.Notebooks.Display;
using DeepDive.Notebooks.Running;

namespace DeepDive.Notebooks.Reports;

/// <summary>Cells and values as HTML, in order; numbers figures and gathers claims and headings on the way.</summary>
internal sealed class ReportCells
{
    private readonly StringBuilder _html = new();
    private readonly ReportMarkdown _markdown;
    private readonly List<Claim> _claims = [];

    /// <param name="folder">Folder that pictures are named from.</param>
    public ReportCells(string folder) => _markdown = new ReportMarkdown(folder);

    public ReportCells(NotebookRun run)
        : this(run.Notebook.Folder)
    {
        foreach (var cell in run.Cells) Append(cell);
    }

    private ReportCells(string folder, int figures, int claims)
    {
        _markdown = new ReportMarkdown(folder, hasTitle: true);
        _claims.AddRange(Enumerable.Repeat(new Claim([]), claims));
        FigureCount = figures;
    }

    /// <summary>One value alone, for a page that stands already.</summary>
    /// <param name="folder">Folder that pictures are named from.</param>
    /// <param name="value">The value.</param>
    /// <param name="figures">Number of figures before it.</param>
    /// <param name="claims">Number of claims before it.</param>
    public static ReportCells Fragment(string folder, FormattedValue value, int figures, int claims)
    {
        var cells = new ReportCells(folder, figures, claims);
        cells.Append(value);
        return cells;
    }

    /// <summary>Why a cell failed, for a page that stands already.</summary>
    public static string ErrorOf(CellRun cell)
    {
        var cells = new ReportCells("", 0, 0);
        if (cell.Error is { } error) cells.AppendError(cell, error);
        return cells.Html;
    }

    public string Html => _html.ToString();

    public IReadOnlyList<ReportHeading> Headings => _markdown.Headings;

    public IReadOnlyList<Claim> Claims => _claims;

    public int FigureCount { get; private set; }

    /// <summary>What the page must carry for the cells to work.</summary>
    public PageAssets Assets => PageAssets.For(Html);

    /// <summary>Adds a value as a cell would show it.</summary>
    public void Append(FormattedValue value)
    {
        switch (value.MimeType)
        {
            case MimeTypes.Claim when Claim.TryParse(value.Content) is { } claim:
                _claims.Add(claim);
                _html.Append(ClaimHtml.Card(claim, _claims.Count));
                break;
            case MimeTypes.Plotly when FigureHtml.TryWrite(value.Content, FigureCount + 1) is { } figure:
                FigureCount++;
                _html.Append(figure);
                break;
            case MimeTypes.Values when FormattedValues.TryUnfold(value) is { } values:
                foreach (var one in values) Append(one);
                break;
            case MimeTypes.Markdown:
                _html.Append("<section class=\"prose\">\n").Append(_markdown.Render(value.Content)).Append("</section>\n");
                break;
            case MimeTypes.Html or MimeTypes.Svg:
                _html.Append("<div class=\"output scroll\">").Append(value.Content).Append("</div>\n");
                break;
            case MimeTypes.Mermaid:
                _html.Append(DiagramHtml.Write(value.Content));
                break;
            case MimeTypes.JavaScript or MimeTypes.TextJavaScript:
                _html.Append(JavaScriptHtml.Write(value.Content));
                break;
            default:
                AppendText(value.Content, "text");
                break;
        }
    }

    private void Append(CellRun cell)
    {
        // Prose is shown even where a failed cell kept it from running.
        if (cell.Cell.IsMarkdown)
        {
            Append(new FormattedValue(MimeTypes.Markdown, cell.Cell.Text));
            return;
        }

        _html.Append($"<section class=\"cell\" id=\"cell-{cell.Index + 1}\" aria-label=\"Cell {cell.Index + 1}\">\n");
        AppendSource(cell);
        foreach (var output in cell.Outputs) AppendOutput(output);
        if (cell.Error is { } error) AppendError(cell, error);
        if (cell.Status == CellStatus.Cancelled) _html.Append("<p class=\"more\">Stopped here: the run was cancelled.</p>\n");
        _html.Append("</section>\n");
    }

    private void AppendSource(CellRun cell)
    {
        var duration = cell.Status == CellStatus.Waiting ? "not run" : ReportPage.Duration(cell.Duration);
        var code = cell.Cell.IsCSharp ? CodeHtml.Of(cell.Cell.Text) : Escape.Html(cell.Cell.Text);
        _html.Append($"""
            <details class="source"{(cell.Status == CellStatus.Failed || IsParameters(cell) ? " open" : "")}><summary>{(cell.Cell.IsCSharp ? "Code" : Escape.Html(cell.Cell.Kernel))} <span class="duration">{duration}</span></summary>
            <pre tabindex="0"><code>{code}</code></pre></details>

            """);
    }

    // A reader should see what can be changed without looking for it.
    private static bool IsParameters(CellRun cell) => cell.Cell.IsCSharp && cell.Cell.Text.StartsWith("// parameters", StringComparison.Ordinal);

    private void AppendOutput(CellOutput output)
    {
        if (output.Kind == OutputKind.Display)
            Append(output.Best);
        else
            AppendText(output.Best.Content.TrimEnd('\n'), output.Kind == OutputKind.Console ? "console" : "console console-error");
    }

    private void AppendText(string text, string kind) =>
        _html.Append($"<pre class=\"output {kind}\" tabindex=\"0\">").Append(Escape.Html(text)).Append("</pre>\n");

    private void AppendError(CellRun cell, CellError error)
    {
        var line = error.Line is { } number && cell.Cell.Text.Split('\n').ElementAtOrDefault(number - 1) is { } text
            ? $"<p class=\"where\">Line {number} of this cell: <code>{Escape.Html(text.Trim())}</code></p>\n" : "";
        var details = error.Details.Length > 0 ? $"<details class=\"numbers\"><summary>Stack trace</summary><pre>{Escape.Html(error.Details)}</pre></details>\n" : "";
        _html.Append($"""
            <div class="error" role="alert" id="error-{cell.Index + 1}"><h3>This cell failed</h3>
            <pre>{Escape.Html(error.Message)}</pre>
            {line}{details}</div>

            """);
    }
}
