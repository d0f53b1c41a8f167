using System.Globalization;
using System.Text;

namespace DeepDive.Notebooks.Kernel;

/// <summary>Console text of a cell, of which the start and the end are kept: a cell that writes without end must not fill the memory, or its page.</summary>
/// <param name="part">Characters kept of the start, and at least as many of the end.</param>
internal sealed class ConsoleText(int part)
{
    private readonly StringBuilder _start = new();
    private readonly StringBuilder _end = new();
    private long _leftOut;

    /// <summary>Characters that are kept.</summary>
    public int Length => _start.Length + _end.Length;

    public void Append(string text)
    {
        var first = Math.Min(part - _start.Length, text.Length);
        _start.Append(text, 0, first);
        _end.Append(text, first, text.Length - first);
        if (_end.Length <= 2 * part) return;
        _leftOut += _end.Length - part;
        _end.Remove(0, _end.Length - part);
    }

    public override string ToString() => _leftOut == 0 ? $"{_start}{_end}"
        : string.Create(CultureInfo.InvariantCulture, $"{_start}\n[{_leftOut:N0} characters are left out here]\n{_end}");
}
