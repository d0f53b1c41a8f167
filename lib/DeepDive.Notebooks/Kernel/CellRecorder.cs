using DeepDive.Notebooks.Display;
using DeepDive.Notebooks.Running;

namespace DeepDive.Notebooks.Kernel;

/// <summary>Keeps a cell's outputs in the order in which they came, and tells the observer.</summary>
/// <remarks>Code of the cell may write from several threads, and may go on after the cell was abandoned: then nothing is kept.</remarks>
internal sealed class CellRecorder(CellRun cell, INotebookObserver observer)
{
    private readonly Lock _lock = new();
    private readonly List<Entry> _entries = [];
    private bool _isClosed;

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
            if (_entries.LastOrDefault() is not { } last || last.Kind != kind)
                _entries.Add(last = new Entry(kind));
            last.Append(text);
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

    private sealed class Entry
    {
        private readonly ConsoleText? _console;
        private readonly CellOutput? _display;

        public Entry(CellOutput display) => (_display, Kind) = (display, display.Kind);

        public Entry(OutputKind kind) => (_console, Kind) = (new ConsoleText(), kind);

        public OutputKind Kind { get; }

        public CellOutput Output => _display ?? new CellOutput(Kind, [new FormattedValue(MimeTypes.PlainText, _console!.ToString())]);

        public void Append(string text) => _console!.Append(text);
    }
}
