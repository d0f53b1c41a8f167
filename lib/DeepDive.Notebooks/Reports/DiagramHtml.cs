using DeepDive.Notebooks.Display;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;

namespace DeepDive.Notebooks.Reports;

/// <summary>A diagram as its source, which <c>diagram.js</c> draws.</summary>
internal static class DiagramHtml
{
    /// <summary>What every page with a diagram contains.</summary>
    public const string Mark = "<figure class=\"diagram";

    /// <summary>The diagram; its source stays beside it for those who cannot see it.</summary>
    public static string Write(string source) => $"""
        {Mark} output"><details class="numbers" open><summary>Diagram source</summary><pre tabindex="0">{Escape.Html(source)}</pre></details></figure>

        """;

    /// <summary>Code of prose, where a block in Mermaid's language is a diagram.</summary>
    public sealed class Code : CodeBlockRenderer
    {
        protected override void Write(HtmlRenderer renderer, CodeBlock obj)
        {
            if (obj is FencedCodeBlock { Info: "mermaid" }) renderer.Write(DiagramHtml.Write(obj.Lines.ToString().Trim('\n')));
            else base.Write(renderer, obj);
        }
    }
}
