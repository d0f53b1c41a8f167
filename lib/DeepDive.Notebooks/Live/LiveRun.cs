using DeepDive.Notebooks.Reports;
using DeepDive.Notebooks.Running;

namespace DeepDive.Notebooks.Live;

/// <summary>The present state of a run in another process, for any number of viewers, each as fast as it can.</summary>
/// <remarks>
/// Nothing is queued: every part carries the version of its last change, and a viewer gets the parts that changed since it looked last.
/// A slow viewer misses what lies between, never the latest, and holds nobody up.
/// </remarks>
/// <param name="name">What tells this run from others.</param>
/// <param name="fingerprint">What tells the notebook's text from others.</param>
/// <param name="cells">Number of its cells.</param>
/// <param name="changed">Called after every change.</param>
public sealed class LiveRun(string name, string fingerprint, int cells, Action changed)
{
    private readonly Lock _lock = new();
    private readonly LiveCell[] _cells = [.. Enumerable.Range(0, cells).Select(index => new LiveCell(index))];
    private CellStatus? _end;
    private bool _isStarted;
    private bool _isOver;
    private double _seconds;
    private string _note = "";
    private long _version = 1;
    private long _stateVersion = 1;

    /// <summary>Takes a line of the process: an event of <see cref="LiveEventWriter"/>, or a note for the reader.</summary>
    /// <param name="line">The line.</param>
    public void Apply(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        lock (_lock)
        {
            _version++;
            if (LiveEvent.TryRead(line) is { } happening) Apply(happening);
            else if (!_isStarted) (_note, _stateVersion) = (line, _version);
        }

        changed();
    }

    /// <summary>The process has ended.</summary>
    /// <param name="isStopped">Whether it was asked to.</param>
    /// <param name="reason">Why it ended, for a reader, if it did not say how the run went.</param>
    public void End(bool isStopped, string reason)
    {
        lock (_lock)
        {
            _version++;
            var status = isStopped ? CellStatus.Cancelled : CellStatus.Failed;
            foreach (var cell in _cells) cell.Abandon(status, _version);
            if (_end is null) (_end, _note) = (status, isStopped ? "" : reason);
            (_isOver, _stateVersion) = (true, _version);
        }

        changed();
    }

    /// <summary>What changed since a viewer looked last, as a JSON array, or null if nothing did; moves the viewer on.</summary>
    /// <param name="cursor">The viewer's place.</param>
    public string? ChangesSince(LiveCursor cursor)
    {
        ArgumentNullException.ThrowIfNull(cursor);
        List<LiveChange> changes;
        lock (_lock)
        {
            if (cursor.Version >= _version) return null;
            changes = _stateVersion > cursor.Version ? [State()] : [];
            changes.AddRange(_cells.SelectMany(cell => cell.Since(cursor)));
            cursor.Version = _version;
        }

        // Writing takes long, and the run waits for the lock.
        return changes.Count == 0 ? null : LiveChange.Write(changes);
    }

    private void Apply(LiveEvent happening)
    {
        switch (happening.Kind)
        {
            case LiveEventKind.RunStarted:
                (_isStarted, _note, _stateVersion) = (true, "", _version);
                break;
            case LiveEventKind.RunFinished:
                (_end, _seconds) = (happening.Status, happening.Seconds);
                break;
            default:
                if (happening.Cell >= 0 && happening.Cell < _cells.Length) _cells[happening.Cell].Apply(happening, _version);
                break;
        }
    }

    // A run is over once its process has gone and another may start.
    private LiveChange State() => new("run")
    {
        Run = name,
        Fingerprint = fingerprint,
        Status = _isOver ? _end.ToString()!.ToLowerInvariant() : _isStarted ? "running" : "starting",
        Text = _note,
        Time = _isOver && _seconds > 0 ? ReportPage.Duration(TimeSpan.FromSeconds(_seconds)) : null,
    };
}
