using System.Globalization;
using System.Text;

namespace DeepDive.Notebooks.Kernel;

/// <summary>Console text of a cell, of which the start and the end are kept: a cell that writes without end must not fill the memory, or its page.</summary>
internal sealed class ConsoleText
{
    /// <summary>Characters kept of the start, and at least as many of the end.</summary>
    public const int Part = 500_000;

    private readonly StringBuilder _start = new();
    private readonly StringBuilder _end = new();
    private long _leftOut;

    public void Append(string text)
    {
        var first = Math.Min(Part - _start.Length, text.Length);
        _start.Append(text, 0, first);
        _end.Append(text, first, text.Length - first);
        if (_end.Length <= 2 * Part) return;
        _leftOut += _end.Length - Part;
        _end.Remove(0, _end.Length - Part);
    }

    public override string ToString() => _leftOut == 0 ? $"{_start}{_end}"
        : string.Create(CultureInfo.InvariantCulture, $"{_start}\n[{_leftOut:N0} characters are left out here]\n{_end}");
}
