using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DeepDive.Notebooks.Kernel;

/// <summary>Parts a cell at its magic commands. In C# the parser itself tells them from text in strings and comments.</summary>
internal static class CellSegments
{
    private static readonly CSharpParseOptions s_script = new(LanguageVersion.Latest, kind: SourceCodeKind.Script);

    /// <param name="cell">Text of the cell.</param>
    /// <param name="startsInCSharp">Whether it begins with C#.</param>
    /// <param name="switches">For a magic line: whether C# follows it (true), other text (false), or what came before (null).</param>
    public static IReadOnlyList<CellSegment> Of(string cell, bool startsInCSharp, Func<CellSegment, bool?> switches)
    {
        if (!cell.Contains("#!", StringComparison.Ordinal)) return [new CellSegment(false, cell, 1, 1)];
        var lines = cell.Split('\n');
        var segments = new List<CellSegment>();
        var (start, isCSharp) = (0, startsInCSharp);
        while (start < lines.Length)
        {
            var line = isCSharp ? NextMagic(lines, start) : NextSelector(lines, start, switches);
            AddText(segments, lines, start, line);
            if (line == lines.Length) break;
            var magic = Magic(lines, line);
            segments.Add(magic);
            isCSharp = switches(magic) ?? isCSharp;
            start = line + 1;
        }

        return segments;
    }

    private static int NextMagic(string[] lines, int start)
    {
        var text = string.Join('\n', lines[start..]);
        if (!text.Contains("#!", StringComparison.Ordinal)) return lines.Length;
        return CSharpSyntaxTree.ParseText(text, s_script).GetRoot().DescendantTrivia()
            .Where(trivia => trivia.IsDirective && trivia.ToString().StartsWith("#!", StringComparison.Ordinal))
            .Select(trivia => start + trivia.GetLocation().GetLineSpan().StartLinePosition.Line)
            .DefaultIfEmpty(lines.Length).Min();
    }

    // Text of another language may hold any line; only one that selects a kernel ends it.
    private static int NextSelector(string[] lines, int start, Func<CellSegment, bool?> switches)
    {
        var line = start;
        while (line < lines.Length && !(lines[line].StartsWith("#!", StringComparison.Ordinal) && switches(Magic(lines, line)) is not null)) line++;
        return line;
    }

    private static CellSegment Magic(string[] lines, int line) =>
        new(true, lines[line].Trim(), line + 1, lines[line].IndexOf('#', StringComparison.Ordinal) + 1);

    private static void AddText(List<CellSegment> segments, string[] lines, int start, int end)
    {
        var code = string.Join('\n', lines[start..end]);
        if (string.IsNullOrWhiteSpace(code)) return;
        segments.Add(new CellSegment(false, new string('\n', start) + code, start + 1, 1));
    }
}
