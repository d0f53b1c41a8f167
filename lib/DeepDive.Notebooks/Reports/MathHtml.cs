using DeepDive.Notebooks.Display;
using Markdig.Extensions.Mathematics;
using Markdig.Renderers;
using Markdig.Renderers.Html;

namespace DeepDive.Notebooks.Reports;

/// <summary>Mathematics as its source, which <c>math.js</c> sets.</summary>
internal static class MathHtml
{
    /// <summary>What every page with mathematics contains.</summary>
    public const string Mark = " class=\"math";

    /// <summary>Within a line, or by two dollars on a line of its own.</summary>
    public sealed class Inline : HtmlObjectRenderer<MathInline>
    {
        protected override void Write(HtmlRenderer renderer, MathInline obj)
        {
            var source = obj.Content.ToString().Trim();
            if (!renderer.EnableHtmlForInline) renderer.Write(source);
            else if (obj.DelimiterCount > 1) renderer.Write($"<span{Mark} display\" tabindex=\"0\">{Escape.Html(source)}</span>");
            else renderer.Write($"<span{Mark}\">{Escape.Html(source)}</span>");
        }
    }

    /// <summary>Between lines of delimiters.</summary>
    public sealed class Block : HtmlObjectRenderer<MathBlock>
    {
        protected override void Write(HtmlRenderer renderer, MathBlock obj) =>
            renderer.Write($"<div{Mark} display\" tabindex=\"0\">{Escape.Html(obj.Lines.ToString().Trim())}</div>\n");
    }
}
