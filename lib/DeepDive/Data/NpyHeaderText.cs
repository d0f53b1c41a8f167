using System.Globalization;

namespace DeepDive.Data;

/// <summary>Reads the dictionary of a .npy header, such as <c>{'descr': '&lt;f8', 'fortran_order': False, 'shape': (3, 4), }</c>.</summary>
/// <remarks>Only what NumPy writes is understood: nothing is evaluated.</remarks>
internal sealed class NpyHeaderText(string text, NpyStream stream)
{
    private const int MaxDimensions = 64; // as NumPy

    private int _at;
    private (NpyType Type, bool BigEndian)? _type;
    private bool? _fortran;
    private int[]? _shape;

    public NpyHeader Parse(int length)
    {
        Expect('{');
        while (!Take('}'))
        {
            ReadPair();
            if (Take(',')) continue;
            Expect('}');
            break;
        }

        if (text.AsSpan(_at).Trim().Length > 0) throw Unexpected("nothing after the dictionary");
        if (_type is not { } type || _fortran is not { } fortran || _shape is not { } shape)
            throw stream.Fault("its header must name 'descr', 'fortran_order' and 'shape', but does not", "write it with numpy.save");
        var columns = Product(shape.AsSpan(Math.Min(1, shape.Length)));
        return new(type.Type, type.BigEndian, fortran, shape, shape.Length == 0 ? 1 : shape[0], columns, length);
    }

    private void ReadPair()
    {
        var key = ReadText();
        Expect(':');
        switch (key)
        {
            case "descr" when _type is null: _type = ReadType(); break;
            case "fortran_order" when _fortran is null: _fortran = ReadTruth(); break;
            case "shape" when _shape is null: _shape = ReadShape(); break;
            default: throw stream.Fault("its header must name 'descr', 'fortran_order' and 'shape', each once, but has another key", "write it with numpy.save");
        }
    }

    private (NpyType, bool) ReadType()
    {
        if (Peek() == '[') throw stream.Fault("its elements must be plain numbers, but are records", "save each field as an array of its own");
        var name = ReadText();
        if (name.Contains('O')) throw stream.Fault("its elements must be numbers, but are pickled Python objects, which are never loaded", "convert the array with astype(float) and save it again");
        if (name.Length < 2 || !NpyElements.TryParse(name[1..], out var type) || !"<>|".Contains(name[0], StringComparison.Ordinal) || (name[0] == '|' && NpyElements.SizeOf(type) > 1))
            throw stream.Fault($"its elements must be of type b1, i1…i8, u1…u8 or f2…f8, with byte order, but are '{Shown(name)}'", "convert the array with astype(float) and save it again");
        return (type, name[0] == '>');
    }

    private bool ReadTruth()
    {
        Peek();
        foreach (var (word, truth) in new[] { ("True", true), ("False", false) })
        {
            if (!text.AsSpan(_at).StartsWith(word, StringComparison.Ordinal)) continue;
            _at += word.Length;
            return truth;
        }

        throw Unexpected("True or False");
    }

    private int[] ReadShape()
    {
        Expect('(');
        var shape = new List<int>();
        while (!Take(')'))
        {
            if (shape.Count == MaxDimensions) throw stream.Fault($"it must have at most {MaxDimensions} dimensions, but has more", "reshape it before it is saved");
            shape.Add(ReadDimension());
            if (Take(',')) continue;
            Expect(')');
            break;
        }

        return [.. shape];
    }

    private int ReadDimension()
    {
        Peek();
        var start = _at;
        while (_at < text.Length && char.IsAsciiDigit(text[_at])) _at++;
        if (_at == start) throw Unexpected("a dimension ≥ 0");
        if (!int.TryParse(text.AsSpan(start, _at - start), NumberStyles.None, CultureInfo.InvariantCulture, out var dimension))
            throw stream.Fault($"a dimension must be at most {int.MaxValue}, but is {Shown(text[start.._at])}", "save it in parts");
        if (_at < text.Length && text[_at] == 'L') _at++; // Python 2 wrote long integers so
        return dimension;
    }

    private int Product(ReadOnlySpan<int> dimensions)
    {
        var product = 1L;
        foreach (var dimension in dimensions)
        {
            product *= dimension;
            if (product > int.MaxValue) throw stream.Fault($"a row must have at most {int.MaxValue} elements, but has more", "reshape it before it is saved");
        }

        return (int)product;
    }

    private string ReadText()
    {
        var quote = Peek();
        if (quote is not ('\'' or '"')) throw Unexpected("a quoted name");
        var end = text.IndexOf(quote, _at + 1);
        if (end < 0) throw Unexpected("a closing quote");
        var result = text[(_at + 1)..end];
        _at = end + 1;
        return result;
    }

    private char Peek()
    {
        while (_at < text.Length && char.IsWhiteSpace(text[_at])) _at++;
        return _at < text.Length ? text[_at] : '\0';
    }

    private bool Take(char character)
    {
        if (Peek() != character) return false;
        _at++;
        return true;
    }

    private void Expect(char character)
    {
        if (!Take(character)) throw Unexpected($"'{character}'");
    }

    private InvalidDataException Unexpected(string expected) =>
        stream.Fault($"its header must have {expected} at character {_at}, but reads '{Shown(text[Math.Min(_at, text.Length)..])}'", "write it with numpy.save");

    // A few printable characters, so that a message stays one line.
    private static string Shown(string part) =>
        string.Concat(part.Take(20).Select(character => char.IsControl(character) || character > 126 ? '?' : character)) + (part.Length > 20 ? "…" : "");
}
