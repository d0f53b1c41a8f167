using DeepDive.Notebooks.Display;
using DeepDive.Notebooks.Running;

namespace DeepDive.Notebooks.Kernel;

/// <summary>Keeps a cell's outputs in the order in which they came, and tells the observer.</summary>
/// <remarks>Code of the cell may write from several threads, and may go on after the cell was abandoned: then nothing is kept.</remarks>
internal sealed class CellRecorder(CellRun cell, INotebookObserver observer)
{
    // A cell that writes more than this is a mistake, and what it writes must not fill the memory: neither by text nor by changing
    // between both streams all the time. Its later texts get what the earlier ones have left, and at last go on in one.
    private const int MostOfText = 500_000;
    private const int LeastOfText = 1000;
    private const int MostTexts = 10_000;

    private readonly Lock _lock = new();
    private readonly List<Entry> _entries = [];
    private bool _isClosed;
    private int _texts;
    private int _written;

    public IReadOnlyList<CellOutput> Outputs
    {
        get
        {
            lock (_lock) return [.. _entries.Select(entry => entry.Output)];
        }
    }

    /// <returns>Place of the output, for <see cref="Replace"/>; −1 if the cell is over.</returns>
    public int Add(IReadOnlyList<FormattedValue> values)
    {
        lock (_lock)
        {
            if (_isClosed) return -1;
            var entry = new Entry(new CellOutput(OutputKind.Display, values));
            _entries.Add(entry);
            CellSession.Outside(() => observer.OutputAdded(cell, _entries.Count - 1, entry.Output));
            return _entries.Count - 1;
        }
    }

    public void Replace(int position, IReadOnlyList<FormattedValue> values)
    {
        lock (_lock)
        {
            if (_isClosed || position < 0) return;
            _entries[position] = new Entry(new CellOutput(OutputKind.Display, values));
            CellSession.Outside(() => observer.OutputUpdated(cell, position, _entries[position].Output));
        }
    }

    public void Write(string text, bool isError)
    {
        lock (_lock)
        {
            if (_isClosed || text.Length == 0) return;
            var kind = isError ? OutputKind.ConsoleError : OutputKind.Console;
            TextOf(kind).Append(text);
            CellSession.Outside(() => observer.ConsoleWritten(cell, text, isError));
        }
    }

    public void Progress(string text, double fraction)
    {
        lock (_lock)
        {
            if (!_isClosed) CellSession.Outside(() => observer.Progress(cell, text, fraction));
        }
    }

    /// <summary>From now on nothing is kept.</summary>
    public void Close()
    {
        lock (_lock) _isClosed = true;
    }

    private Entry TextOf(OutputKind kind)
    {
        var last = _entries.LastOrDefault();
        if (last is not null && (last.Kind == kind || (last.Kind != OutputKind.Display && _texts >= MostTexts))) return last;
        _written = (int)Math.Min(MostOfText, _written + (last?.TextLength ?? 0L));
        _texts++;
        _entries.Add(new Entry(kind, Math.Max(LeastOfText, MostOfText - _written)));
        return _entries[^1];
    }

    private sealed class Entry
    {
        private readonly ConsoleText? _console;
        private readonly CellOutput? _display;

        public Entry(CellOutput display) => (_display, Kind) = (display, display.Kind);

        public Entry(OutputKind kind, int part) => (_console, Kind) = (new ConsoleText(part), kind);

        public OutputKind Kind { get; }

        public int TextLength => _console?.Length ?? 0;

        public CellOutput Output => _display ?? new CellOutput(Kind, [new FormattedValue(MimeTypes.PlainText, _console!.ToString())]);

        public void Append(string text) => _console!.Append(text);
    }
}
