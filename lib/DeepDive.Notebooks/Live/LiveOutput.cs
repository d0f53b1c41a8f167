using System.Text;

namespace DeepDive.Notebooks.Live;

/// <summary>One output of a cell: HTML that may be replaced, or console text that grows.</summary>
internal sealed class LiveOutput
{
    // More than a reader scrolls through; what came first is dropped, so that an endless loop does not fill the memory.
    private const int MostText = 200_000;

    private readonly StringBuilder _text = new();
    private string? _html;
    private bool _isError;
    private long _dropped;

    public long Version { get; private set; }

    public void Set(string html, long version) => (_html, Version) = (html, version);

    public void Append(string text, bool isError, long version)
    {
        (_isError, Version) = (isError, version);
        _text.Append(text);
        if (_text.Length <= MostText) return;
        var surplus = _text.Length - (MostText / 2);
        _text.Remove(0, surplus);
        _dropped += surplus;
    }

    /// <summary>What the viewer lacks: the whole, or only the text that is new to it.</summary>
    public LiveChange Change(int cell, int position, LiveCursor cursor)
    {
        if (_html is not null) return new LiveChange("output") { Cell = cell, Position = position, Html = _html };
        var seen = cursor.Seen.GetValueOrDefault((cell, position));
        var appends = seen > 0 && seen >= _dropped;
        cursor.Seen[(cell, position)] = _dropped + _text.Length;
        var text = appends ? _text.ToString((int)(seen - _dropped), (int)(_dropped + _text.Length - seen)) : _text.ToString();
        return new LiveChange("console") { Cell = cell, Position = position, IsError = _isError, Appends = appends, Text = !appends && _dropped > 0 ? "[earlier text is left out]\n" + text : text };
    }
}
