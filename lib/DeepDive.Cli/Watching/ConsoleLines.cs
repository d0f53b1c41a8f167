using System.Text;
using DeepDive.Notebooks.Running;

namespace DeepDive.Cli.Watching;

/// <summary>Cuts what cells write to the console into lines, each with its cell's number.</summary>
/// <remarks>A carriage return ends a line, too, so that every state of a progress bar is told.</remarks>
/// <param name="write">Takes each line.</param>
internal sealed class ConsoleLines(Action<string> write)
{
    private readonly StringBuilder _line = new();
    private bool _isError;
    private bool _isReturned;

    public void Add(CellRun cell, string text, bool isError)
    {
        // The two streams do not share a line.
        if (isError != _isError) End(cell);
        _isError = isError;
        foreach (var character in text) Add(cell, character);
    }

    /// <summary>Tells what stands on a line that has no end.</summary>
    public void End(CellRun cell)
    {
        if (_line.Length > 0) Tell(cell);
        _isReturned = false;
    }

    private void Add(CellRun cell, char character)
    {
        if (character == '\n')
        {
            Tell(cell);
            return;
        }

        if (_isReturned) End(cell);
        if (character == '\r') _isReturned = true;
        else _line.Append(character);
    }

    private void Tell(CellRun cell)
    {
        write($"  [{cell.Index + 1}] {Terminal.Printable(_line.ToString())}");
        _line.Clear();
        _isReturned = false;
    }
}
