using System.Globalization;

namespace DeepDive.Notebooks.Parameters;

/// <summary>The comment behind a parameter: <c>[lo, hi]</c> or <c>{a, b}</c>, text, <c>; quick: VALUE</c>.</summary>
internal sealed record ParameterComment(ParameterDomain Domain, string Description, string? Quick)
{
    private const string QuickMark = "; quick:";

    public static ParameterComment Parse(string comment, Type type)
    {
        var text = comment.Trim();
        string? quick = null;
        if (text.LastIndexOf(QuickMark, StringComparison.Ordinal) is >= 0 and var mark)
            (text, quick) = (text[..mark], text[(mark + QuickMark.Length)..].Trim());
        var domain = ParameterDomain.Any;
        if (text is ['[' or '{', ..])
        {
            var end = text.IndexOf(text[0] == '[' ? ']' : '}', StringComparison.Ordinal);
            if (end < 0) throw new FormatException($"'{text[0]}' is not closed in '{text}'");
            domain = ReadDomain(text[0], text[1..end], type);
            text = text[(end + 1)..];
        }

        return new ParameterComment(domain, text.Trim(), quick);
    }

    private static ParameterDomain ReadDomain(char bracket, string content, Type type)
    {
        var parts = content.Split(',', StringSplitOptions.TrimEntries);
        if (bracket == '{') return ParameterDomain.OneOf([.. parts.Select(part => Choice(part, type))]);
        if (parts.Length != 2) throw new FormatException($"an interval has two ends, but was '[{content}]'");
        var (low, high) = (End(parts[0]), End(parts[1]));
        if (low > high || type == typeof(bool) || type == typeof(string) || type == typeof(string[]))
            throw new FormatException($"an interval holds numbers from low to high, but was '[{content}]'");
        return ParameterDomain.Interval(low, high);
    }

    private static object Choice(string text, Type type) =>
        Literal.TryRead(text, ElementType(type), out var value) ? value : throw new FormatException($"'{text}' is no {Literal.NameOf(ElementType(type))}");

    private static Type ElementType(Type type) => type == typeof(Range) ? typeof(int) : type.GetElementType() ?? type;

    private static double End(string text) => text.Replace("inf", "∞", StringComparison.Ordinal) switch
    {
        "∞" or "+∞" => double.PositiveInfinity,
        "-∞" or "−∞" => double.NegativeInfinity,
        var number when double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var end) => end,
        _ => throw new FormatException($"the end of an interval is a number, but was '{text}'"),
    };
}
