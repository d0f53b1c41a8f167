using System.Text;
using DeepDive.Notebooks.Display;
using DeepDive.Notebooks.Reports;
using DeepDive.Notebooks.Running;

namespace DeepDive.Notebooks.Live;

/// <summary>Tells another process what happens in a run, a line an event; <see cref="LiveRun"/> reads them.</summary>
/// <remarks>What a cell shows is gathered for a tenth of a second, so that a value updated a thousand times a second costs the cell nothing.</remarks>
public sealed class LiveEventWriter : INotebookObserver, IDisposable
{
    private const int MostPendingText = 1 << 16;
    // More than a viewer is shown of one output, so that nobody misses what is left out.
    private const int MostWaitingText = 1 << 18;
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(100);

    private readonly TextWriter _out;
    private readonly Func<bool> _hasRoom;
    private readonly Lock _lock = new();
    private readonly Timer _timer;
    private readonly SortedDictionary<int, CellOutput> _values = [];
    private readonly SortedDictionary<int, (StringBuilder Text, bool IsError)> _texts = [];
    private readonly Dictionary<(int Cell, int Position), (int Figures, int Claims)> _numbers = [];
    private LiveEvent? _progress;
    private CellRun? _cell;
    private string _folder = "";
    private int _last = -1;
    private OutputKind _lastKind;
    private int _figures;
    private int _claims;

    /// <summary>Writes to a stream of text.</summary>
    /// <param name="output">Where the lines go; stays open.</param>
    /// <param name="hasRoom">Whether more can be taken at present; while it cannot, what a cell shows is kept until it can, or until the cell's end, with the newest text alone.</param>
    public LiveEventWriter(TextWriter output, Func<bool> hasRoom)
    {
        (_out, _hasRoom) = (output, hasRoom);
        _timer = new Timer(_ => FlushIfRoom(), null, s_interval, s_interval);
    }

    /// <inheritdoc/>
    public void NotebookStarted(NotebookRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        lock (_lock)
        {
            _folder = run.Notebook.Folder;
            Write(new LiveEvent(LiveEventKind.RunStarted));
        }
    }

    /// <inheritdoc/>
    public void CellStarted(CellRun cell)
    {
        ArgumentNullException.ThrowIfNull(cell);
        lock (_lock)
        {
            (_cell, _last, _lastKind) = (cell, -1, OutputKind.Display);
            Write(new LiveEvent(LiveEventKind.CellStarted) { Cell = cell.Index });
        }
    }

    /// <inheritdoc/>
    public void OutputAdded(CellRun cell, int position, CellOutput output)
    {
        lock (_lock)
        {
            (_last, _lastKind) = (position, OutputKind.Display);
            _values[position] = output;
        }
    }

    /// <inheritdoc/>
    public void OutputUpdated(CellRun cell, int position, CellOutput output)
    {
        lock (_lock) _values[position] = output;
    }

    /// <inheritdoc/>
    public void ConsoleWritten(CellRun cell, string text, bool isError)
    {
        lock (_lock)
        {
            // Text joins the text before it, as it does among the cell's outputs.
            var kind = isError ? OutputKind.ConsoleError : OutputKind.Console;
            if (_lastKind != kind) (_last, _lastKind) = (_last + 1, kind);
            if (!_texts.TryGetValue(_last, out var pending)) _texts[_last] = pending = (new StringBuilder(), isError);
            pending.Text.Append(text);
            if (pending.Text.Length > MostPendingText) FlushIfRoom();
            if (pending.Text.Length > 2 * MostWaitingText) pending.Text.Remove(0, pending.Text.Length - MostWaitingText);
        }
    }

    /// <inheritdoc/>
    public void Progress(CellRun cell, string text, double fraction)
    {
        ArgumentNullException.ThrowIfNull(cell);
        lock (_lock) _progress = new LiveEvent(LiveEventKind.Progress) { Cell = cell.Index, Text = text, Fraction = fraction };
    }

    /// <inheritdoc/>
    public void CellFinished(CellRun cell)
    {
        ArgumentNullException.ThrowIfNull(cell);
        lock (_lock)
        {
            Flush();
            Write(new LiveEvent(LiveEventKind.CellFinished)
            {
                Cell = cell.Index,
                Status = cell.Status,
                Seconds = cell.Duration.TotalSeconds,
                Html = cell.Error is null ? null : ReportCells.ErrorOf(cell),
            });
            _cell = null;
        }
    }

    /// <inheritdoc/>
    public void NotebookFinished(NotebookRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        lock (_lock) Write(new LiveEvent(LiveEventKind.RunFinished) { Status = run.Status, Seconds = run.Duration.TotalSeconds });
    }

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private void FlushIfRoom()
    {
        if (_hasRoom()) Flush();
    }

    private void Flush()
    {
        lock (_lock)
        {
            // Prose stands on the page already.
            if (_cell is { Cell.IsMarkdown: false } cell)
            {
                foreach (var (position, output) in _values) Write(new LiveEvent(LiveEventKind.Output) { Cell = cell.Index, Position = position, Html = Render(cell, position, output.Best) });
                foreach (var (position, pending) in _texts) Write(new LiveEvent(LiveEventKind.Console) { Cell = cell.Index, Position = position, Text = pending.Text.ToString(), IsError = pending.IsError });
                if (_progress is not null) Write(_progress);
            }

            _values.Clear();
            _texts.Clear();
            _progress = null;
        }
    }

    // A figure or claim keeps the number that it had when it was first shown.
    private string Render(CellRun cell, int position, FormattedValue value)
    {
        var isKnown = _numbers.TryGetValue((cell.Index, position), out var before);
        if (!isKnown) before = (_figures, _claims);
        var fragment = ReportCells.Fragment(_folder, value, before.Figures, before.Claims);
        var grows = fragment.FigureCount > before.Figures || fragment.Claims.Count > before.Claims;
        if (!isKnown && grows)
        {
            _numbers[(cell.Index, position)] = before;
            (_figures, _claims) = (fragment.FigureCount, fragment.Claims.Count);
        }

        return fragment.Html;
    }

    private void Write(LiveEvent happening)
    {
        _out.WriteLine(happening.ToLine());
        _out.Flush();
    }
}
