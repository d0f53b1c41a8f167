using System.Text;
using DeepDive.Notebooks.Display;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DeepDive.Notebooks.Reports;

/// <summary>C# as HTML with keywords, strings and comments told apart.</summary>
internal static class CodeHtml
{
    private static readonly CSharpParseOptions s_script = new(LanguageVersion.Latest, kind: SourceCodeKind.Script);

    public static string Of(string code)
    {
        var html = new StringBuilder();
        foreach (var token in CSharpSyntaxTree.ParseText(code, s_script).GetRoot().DescendantTokens(descendIntoTrivia: false))
        {
            AppendTrivia(html, token.LeadingTrivia);
            Append(html, Class(token), token.Text);
            AppendTrivia(html, token.TrailingTrivia);
        }

        return html.ToString();
    }

    private static string? Class(SyntaxToken token) =>
        token.IsKeyword() || SyntaxFacts.IsContextualKeyword(token.Kind()) || token.Text == "var" ? "k"
        : token.Kind() is SyntaxKind.StringLiteralToken or SyntaxKind.CharacterLiteralToken or SyntaxKind.InterpolatedStringTextToken
            or SyntaxKind.InterpolatedStringStartToken or SyntaxKind.InterpolatedStringEndToken or SyntaxKind.SingleLineRawStringLiteralToken
            or SyntaxKind.MultiLineRawStringLiteralToken ? "s"
        : null;

    private static void AppendTrivia(StringBuilder html, SyntaxTriviaList list)
    {
        foreach (var trivia in list)
            Append(html, trivia.IsDirective ? "k" : trivia.ToString().StartsWith('/') ? "c" : null, trivia.ToFullString());
    }

    private static void Append(StringBuilder html, string? kind, string text)
    {
        if (kind is null || text.Length == 0)
            html.Append(Escape.Html(text));
        else
            html.Append("<span class=\"").Append(kind).Append("\">").Append(Escape.Html(text)).Append("</span>");
    }
}
