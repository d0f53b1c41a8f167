using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DeepDive.Notebooks.Kernel;

/// <summary>Parts a C# cell at its magic commands, which the C# parser itself tells from text in strings and comments.</summary>
internal static class CellSegments
{
    private static readonly CSharpParseOptions s_script = new(LanguageVersion.Latest, kind: SourceCodeKind.Script);

    public static IReadOnlyList<CellSegment> Of(string cell)
    {
        if (!cell.Contains("#!", StringComparison.Ordinal)) return [new CellSegment(false, cell, 1, 1)];
        var lines = cell.Split('\n');
        var segments = new List<CellSegment>();
        var start = 0;
        foreach (var line in MagicLines(cell))
        {
            AddCode(segments, lines, start, line);
            var text = lines[line].Trim();
            segments.Add(new CellSegment(true, text, line + 1, lines[line].IndexOf('#', StringComparison.Ordinal) + 1));
            start = line + 1;
        }

        AddCode(segments, lines, start, lines.Length);
        return segments;
    }

    private static IEnumerable<int> MagicLines(string cell)
    {
        var tree = CSharpSyntaxTree.ParseText(cell, s_script);
        return tree.GetRoot().DescendantTrivia()
            .Where(trivia => trivia.IsDirective && trivia.ToString().StartsWith("#!", StringComparison.Ordinal))
            .Select(trivia => trivia.GetLocation().GetLineSpan().StartLinePosition.Line)
            .Distinct().Order();
    }

    private static void AddCode(List<CellSegment> segments, string[] lines, int start, int end)
    {
        var code = string.Join('\n', lines[start..end]);
        if (string.IsNullOrWhiteSpace(code)) return;
        segments.Add(new CellSegment(false, new string('\n', start) + code, start + 1, 1));
    }
}
