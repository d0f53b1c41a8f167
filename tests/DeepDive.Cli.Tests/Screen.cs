using System.Text;
using System.Text.RegularExpressions;

namespace DeepDive.Cli.Tests;

/// <summary>What a reader sees of text that moves the cursor: as much of a terminal as the live view uses.</summary>
internal sealed partial class Screen(int width, int height) : StringWriter
{
    private readonly List<StringBuilder> _lines = [new()];
    private readonly Lock _lock = new();
    private int _row;
    private int _column;
    private int _width = width;

    /// <summary>Every line that was ever on the screen and was not drawn over.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lock) return [.. _lines.Select(line => line.ToString().TrimEnd())];
        }
    }

    public string Text => string.Join('\n', Lines);

    /// <summary>Row of the cursor on the screen, from 0.</summary>
    public int CursorRow
    {
        get
        {
            lock (_lock) return _row - Top;
        }
    }

    /// <summary>All that was written, control sequences included.</summary>
    public string Raw
    {
        get
        {
            lock (_lock) return base.ToString();
        }
    }

    private int Top => Math.Max(0, _lines.Count - height);

    public override void Write(string? value)
    {
        lock (_lock)
        {
            base.Write(value);
            foreach (Match part in Part().Matches(value ?? "")) Apply(part.Value);
        }
    }

    public override void Write(char value) => Write(value.ToString());

    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    /// <summary>Makes the window narrower, which breaks the lines that no longer fit.</summary>
    public void Narrow(int width)
    {
        lock (_lock)
        {
            var before = _lines.Take(_row).Sum(line => Math.Max(1, (line.Length + width - 1) / width));
            var lines = _lines.SelectMany(line => line.Length == 0 ? [""] : line.ToString().Chunk(width).Select(chunk => new string(chunk))).ToList();
            _lines.Clear();
            _lines.AddRange(lines.Select(line => new StringBuilder(line)));
            (_row, _width) = (before, width);
        }
    }

    private void Apply(string part)
    {
        if (part == "\n") MoveTo(_row + 1, 0);
        else if (part == "\r") _column = 0;
        else if (part is ['\e', ..]) Steer(part);
        else Put(part[0]);
    }

    private void Steer(string sequence)
    {
        switch (sequence[^1])
        {
            case 'A':
                _row = Math.Max(Top, _row - int.Parse(sequence[2..^1], System.Globalization.CultureInfo.InvariantCulture));
                break;
            case 'J':
                _lines.RemoveRange(_row + 1, _lines.Count - _row - 1);
                _lines[_row].Length = Math.Min(_lines[_row].Length, _column);
                break;
            case 'm':
                break;
            default:
                throw new NotSupportedException($"the live view must not need '{sequence[1..]}'");
        }
    }

    private void Put(char character)
    {
        if (_column == _width) MoveTo(_row + 1, 0);
        var line = _lines[_row];
        if (line.Length <= _column) line.Append(' ', _column + 1 - line.Length);
        line[_column++] = character;
    }

    private void MoveTo(int row, int column)
    {
        while (_lines.Count <= row) _lines.Add(new());
        (_row, _column) = (row, column);
    }

    [GeneratedRegex(@"\e\[[0-?]*[@-~]|\e|[^\e]", RegexOptions.Singleline)]
    private static partial Regex Part();
}
