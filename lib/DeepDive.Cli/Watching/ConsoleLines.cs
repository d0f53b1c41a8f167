using System.Globalization;
using System.Text;
using DeepDive.Notebooks.Running;

namespace DeepDive.Cli.Watching;

/// <summary>Cuts what cells write to one of the console's streams into lines, each with its cell's number.</summary>
/// <remarks>
/// A carriage return ends a line, too, so that every state of a progress bar is told. Lines for which there is no room are left
/// out, and a note says how much that was.
/// </remarks>
/// <param name="write">Takes each line.</param>
/// <param name="hasRoom">Whether another line can be taken.</param>
internal sealed class ConsoleLines(Action<string> write, Func<bool> hasRoom)
{
    private const int MostLine = 10_000;

    private readonly StringBuilder _line = new();
    private bool _isReturned;
    private long _leftOut;

    public void Add(CellRun cell, string text)
    {
        foreach (var character in text) Add(cell, character);
    }

    /// <summary>Tells what the cell wrote last, if that has no end, and how much is left out.</summary>
    public void End(CellRun cell)
    {
        Break(cell);
        if (_leftOut > 0) TellLeftOut(cell);
    }

    private void Add(CellRun cell, char character)
    {
        if (character == '\n')
        {
            Tell(cell);
            return;
        }

        if (_isReturned || _line.Length == MostLine) Break(cell);
        if (character == '\r') _isReturned = true;
        else _line.Append(character);
    }

    private void Break(CellRun cell)
    {
        if (_line.Length > 0) Tell(cell);
        _isReturned = false;
    }

    private void Tell(CellRun cell)
    {
        if (hasRoom())
        {
            if (_leftOut > 0) TellLeftOut(cell);
            write($"  [{cell.Index + 1}] {Terminal.Printable(_line.ToString())}");
        }
        else
        {
            _leftOut += _line.Length + 1;
        }

        _line.Clear();
        _isReturned = false;
    }

    private void TellLeftOut(CellRun cell)
    {
        write(string.Create(CultureInfo.InvariantCulture, $"  [{cell.Index + 1}] ({_leftOut:N0} characters left out: they came faster than they could be shown)"));
        _leftOut = 0;
    }
}
