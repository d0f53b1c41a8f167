using System.Text.RegularExpressions;
using DeepDive.Notebooks.Kernel;
using DeepDive.Notebooks.Running;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeepDive.Notebooks.Packages;

/// <summary>A package that a cell asks for by <c>#r "nuget: Name, Version"</c>.</summary>
/// <param name="Name">Its identifier; case does not matter.</param>
/// <param name="Version">A version, a range, or <c>*</c> for the newest.</param>
/// <param name="Line">Line of the cell, from 1.</param>
internal sealed partial record PackageRequest(string Name, string Version, int Line)
{
    private const string Scheme = "nuget:";
    private static readonly CSharpParseOptions s_script = new(LanguageVersion.Latest, kind: SourceCodeKind.Script);

    /// <summary>Takes the package references out of code; what remains keeps its lines and columns.</summary>
    public static (string Code, IReadOnlyList<PackageRequest> Requests) Take(string code)
    {
        if (!code.Contains(Scheme, StringComparison.OrdinalIgnoreCase)) return (code, []);
        var directives = CSharpSyntaxTree.ParseText(code, s_script).GetRoot().DescendantNodes(descendIntoTrivia: true).OfType<ReferenceDirectiveTriviaSyntax>()
            .Where(directive => directive.File.ValueText.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)).ToList();
        var rest = code.ToCharArray();
        foreach (var directive in directives) rest.AsSpan(directive.HashToken.SpanStart, directive.File.Span.End - directive.HashToken.SpanStart).Fill(' ');
        return (new string(rest), [.. directives.Select(Read)]);
    }

    /// <summary>The cell's failure because of this package.</summary>
    public CellFailureException Wrong(string problem) => Wrong(problem, Line);

    private static CellFailureException Wrong(string problem, int line) => new(new CellError($"#r \"nuget: …\" {problem}", line));

    private static PackageRequest Read(ReferenceDirectiveTriviaSyntax directive)
    {
        var line = directive.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
        var text = directive.File.ValueText[Scheme.Length..].Trim();
        var parts = text.Split(',', 2, StringSplitOptions.TrimEntries);
        var version = parts is [_, { Length: > 0 } given] ? given : "*";
        return NamePattern().IsMatch(parts[0]) && VersionPattern().IsMatch(version)
            ? new PackageRequest(parts[0], version, line)
            : throw Wrong($"needs a package's name and perhaps a version, but was given '{text}'; write it as \"nuget: Name, 1.2.3\"", line);
    }

    [GeneratedRegex(@"^[A-Za-z0-9_]+([.-][A-Za-z0-9_]+)*$")]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"^[A-Za-z0-9.*+\-\[\](), ]+$")]
    private static partial Regex VersionPattern();
}
