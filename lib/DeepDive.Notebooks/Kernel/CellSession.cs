using DeepDive.Notebooks.Display;
using DeepDive.Notebooks.Globals;

namespace DeepDive.Notebooks.Kernel;

/// <summary>Which cell the current flow of code belongs to: what it writes and displays goes there.</summary>
/// <remarks>Flows into tasks and threads that a cell starts; when a later cell runs they write to that one.</remarks>
internal sealed class CellSession
{
    private static readonly AsyncLocal<CellSession?> s_current = new();

    public static CellSession? Current => s_current.Value;

    public CellRecorder? Cell { get; set; }

    /// <summary>Cancelled when the run is: for work of the host's own within a cell.</summary>
    public CancellationToken Cancellation { get; set; }

    /// <returns>A handle to what is shown; to the last, where values stand together in one.</returns>
    public static DisplayedValue Show(IReadOnlyList<FormattedValue> values)
    {
        var cell = Current?.Cell;
        if (FormattedValues.TryUnfold(values[0]) is { Count: > 0 } parts)
        {
            foreach (var part in parts.SkipLast(1)) cell?.Add([part]);
            values = [parts[^1]];
        }

        return new DisplayedValue(cell, cell?.Add(values) ?? -1);
    }

    public void Enter() => s_current.Value = this;

    /// <summary>Runs code that is not the cell's own: what it writes reaches the real console.</summary>
    public static void Outside(Action action)
    {
        var session = s_current.Value;
        s_current.Value = null;
        try
        {
            action();
        }
        finally
        {
            s_current.Value = session;
        }
    }
}
