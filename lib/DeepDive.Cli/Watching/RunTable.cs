using System.Globalization;
using DeepDive.Notebooks.Running;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace DeepDive.Cli.Watching;

/// <summary>A run as a table that fits a terminal: a line on the whole, then cells of code with state, number, title and time.</summary>
/// <param name="run">The run.</param>
/// <param name="titles">What each cell is about.</param>
internal sealed class RunTable(NotebookRun run, IReadOnlyList<string> titles)
{
    private const int StateWidth = 7;
    private const int TimeWidth = 7;
    private const int Gap = 2;
    private const int LeastTitleWidth = 4;
    private const int MostTitleWidth = 72;

    private readonly List<CellRun> _cells = [.. run.Cells.Where(cell => !cell.Cell.IsMarkdown)];
    private readonly int _numberWidth = run.Cells.Count.ToString(CultureInfo.InvariantCulture).Length;

    /// <summary>As many cells as fit, around the last that began.</summary>
    /// <param name="inside">What that cell says of itself, or nothing.</param>
    /// <param name="elapsed">Since that cell began.</param>
    /// <param name="width">Columns of the terminal.</param>
    /// <param name="height">Rows of the terminal.</param>
    public IRenderable Running(string inside, TimeSpan elapsed, int width, int height)
    {
        var current = Math.Max(0, _cells.FindLastIndex(cell => cell.Status != CellStatus.Waiting));
        string DetailOf(CellRun cell) => cell.Status == CellStatus.Running ? inside : Watcher.ErrorOf(cell.Error);
        // The line on the whole, two for cells that do not fit, and that of the cursor.
        var (first, end) = Window.Around(current, [.. _cells.Select(cell => DetailOf(cell).Length > 0 ? 2 : 1)], height - 4);
        var table = Empty(width);
        if (first > 0) AddNote(table, $"{first} before", width);
        foreach (var cell in _cells[first..end]) AddCell(table, cell, cell.Status == CellStatus.Running ? elapsed : cell.Duration, Fit(DetailOf(cell), TitleWidth(width)), width);
        if (end < _cells.Count) AddNote(table, $"{_cells.Count - end} more", width);
        return new Rows(Headline(DateTimeOffset.Now - run.Started, width), table);
    }

    /// <summary>What is worth keeping once the run is over: how it went, and every cell that failed or was stopped.</summary>
    public IRenderable Over(int width)
    {
        var table = Empty(width);
        foreach (var cell in _cells.Where(cell => cell.Status is CellStatus.Failed or CellStatus.Cancelled))
            AddCell(table, cell, cell.Duration, Watcher.ErrorOf(cell.Error), width);
        return table.Rows.Count == 0 ? Headline(run.Duration, width) : new Rows(Headline(run.Duration, width), table);
    }

    private Table Empty(int width)
    {
        var table = new Table().NoBorder().HideHeaders();
        table.AddColumn("state", column => column.Width(StateWidth).Padding(0, 0, Gap, 0));
        table.AddColumn("number", column => column.Width(_numberWidth).Padding(0, 0, Gap, 0).RightAligned());
        table.AddColumn("title", column => column.Width(TitleWidth(width)).Padding(0, 0, Gap, 0));
        table.AddColumn("time", column => column.Width(TimeWidth).Padding(0, 0, 0, 0).RightAligned());
        return table;
    }

    // The last column of the terminal stays free: what fills it would break the line on some.
    private int TitleWidth(int width) => Math.Clamp(width - (3 * Gap) - StateWidth - _numberWidth - TimeWidth - 1, LeastTitleWidth, MostTitleWidth);

    private void AddNote(Table table, string text, int width) => table.AddRow(Text.Empty, Text.Empty, new Text(Fit(text, TitleWidth(width)), Color.Grey), Text.Empty);

    private void AddCell(Table table, CellRun cell, TimeSpan time, string detail, int width)
    {
        var (state, style) = StateOf(cell);
        var title = new Text(Fit(titles[cell.Index], TitleWidth(width)), cell.Status == CellStatus.Running ? new Style(decoration: Decoration.Bold) : Style.Plain);
        var told = detail.Length == 0 ? (IRenderable)title : new Rows(title, new Text(detail, cell.Status == CellStatus.Failed ? style : Style.Plain));
        var clock = cell.Status == CellStatus.Waiting ? "" : time.TotalSeconds < 60 ? $"{time.TotalSeconds:F1} s" : Watcher.Clock(time);
        table.AddRow(new Text(state, style), new Text($"{cell.Index + 1}", Color.Grey), told, new Text(clock));
    }

    private (string State, Style Style) StateOf(CellRun cell) => cell.Status switch
    {
        CellStatus.Waiting when run.Status != CellStatus.Running => ("skipped", Color.Grey),
        CellStatus.Waiting => ("waiting", Color.Grey),
        CellStatus.Running => ("running", Color.Blue),
        CellStatus.Succeeded => ("done", Color.Green),
        CellStatus.Failed => ("failed", Color.Red),
        _ => ("stopped", Color.Yellow),
    };

    private Text Headline(TimeSpan time, int width)
    {
        int Count(CellStatus status) => _cells.Count(cell => cell.Status == status);
        string[] parts =
        [
            $"{Count(CellStatus.Succeeded)} of {_cells.Count} cells ran",
            Count(CellStatus.Failed) is > 0 and var failed ? $"{failed} failed" : "",
            run.Status != CellStatus.Running && Count(CellStatus.Waiting) is > 0 and var skipped ? $"{skipped} skipped" : "",
            Watcher.Clock(time),
        ];
        var end = run.Status switch { CellStatus.Failed => "failed: ", CellStatus.Cancelled => "stopped: ", _ => "" };
        return new Text(Fit($"{run.Notebook.Name}: {end}{string.Join(", ", parts.Where(part => part.Length > 0))}", width - 1), new Style(decoration: Decoration.Bold));
    }

    // In columns of the terminal, of which some characters take two.
    private static string Fit(string text, int room)
    {
        var whole = new Segment(text.Replace('\t', ' '));
        return whole.CellCount() <= room ? whole.Text : Segment.Truncate(whole, room - 1)?.Text + "…";
    }
}
