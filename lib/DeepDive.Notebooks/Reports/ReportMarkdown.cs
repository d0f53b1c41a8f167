using DeepDive.Notebooks.Display;
using Markdig;
using Markdig.Extensions.Mathematics;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace DeepDive.Notebooks.Reports;

/// <summary>Renders the prose of one page, and gathers its headings for the table of contents.</summary>
/// <param name="folder">Folder of the notebook, where its pictures lie.</param>
/// <param name="hasTitle">Whether the page has its title already.</param>
internal sealed class ReportMarkdown(string folder, bool hasTitle = false)
{
    private static readonly MarkdownPipeline s_pipeline = new MarkdownPipelineBuilder().UseAdvancedExtensions().Use<BackslashMath>().Build();

    private readonly HashSet<string> _anchors = new(StringComparer.Ordinal);
    private readonly List<ReportHeading> _headings = [];
    private bool _hasTitle = hasTitle;

    /// <summary>Headings so far, without the title.</summary>
    public IReadOnlyList<ReportHeading> Headings => _headings;

    /// <summary>The prose as HTML; the page's first heading is left out, since it is the page's title. What cannot be rendered is shown as it is written.</summary>
    public string Render(string markdown)
    {
        try
        {
            return Rendered(markdown);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Too deeply nested, or a picture that cannot be read: one cell's prose must not cost the page.
            return $"""
                <div class="error" role="alert"><h3>This prose cannot be rendered</h3>
                <pre>{Escape.Html(e.Message)}</pre></div>
                <pre class="output text" tabindex="0">{Escape.Html(markdown)}</pre>

                """;
        }
    }

    private string Rendered(string markdown)
    {
        var document = Markdown.Parse(markdown, s_pipeline);
        var headings = new List<ReportHeading>();
        foreach (var heading in document.Descendants<HeadingBlock>().ToList()) Register(heading, document, headings);
        foreach (var link in document.Descendants<LinkInline>()) link.Url = Localise(link);
        using var writer = new StringWriter();
        var renderer = new HtmlRenderer(writer) { LinkRewriter = SafeAddress.Of };
        s_pipeline.Setup(renderer);
        renderer.ObjectRenderers.ReplaceOrAdd<HtmlMathInlineRenderer>(new MathHtml.Inline());
        renderer.ObjectRenderers.ReplaceOrAdd<HtmlMathBlockRenderer>(new MathHtml.Block());
        renderer.ObjectRenderers.ReplaceOrAdd<CodeBlockRenderer>(new DiagramHtml.Code());
        renderer.Render(document);
        _headings.AddRange(headings); // not before: contents must not lead to what could not be rendered
        return writer.ToString();
    }

    private void Register(HeadingBlock heading, MarkdownDocument document, List<ReportHeading> headings)
    {
        var text = PlainText(heading);
        if (!_hasTitle && text.Length > 0)
        {
            _hasTitle = true;
            document.Remove(heading);
            return;
        }

        var slug = new string([.. text.ToLowerInvariant().Select(c => char.IsLetterOrDigit(c) ? c : '-')]).Trim('-');
        var anchor = slug;
        for (var i = 2; !_anchors.Add(anchor); i++) anchor = $"{slug}-{i}";
        heading.GetAttributes().Id = anchor;
        headings.Add(new ReportHeading(heading.Level, text, anchor));
    }

    // A page stands alone: pictures go into it, and other notebooks are pages beside it.
    private string? Localise(LinkInline link)
    {
        var url = link.Url ?? "";
        if (!link.IsImage) return url.EndsWith(".dib", StringComparison.Ordinal) && !url.Contains(':', StringComparison.Ordinal) ? Path.GetFileNameWithoutExtension(url) + ".html" : url;
        var type = Path.GetExtension(url).ToUpperInvariant() switch
        {
            ".PNG" => "image/png",
            ".JPG" or ".JPEG" => "image/jpeg",
            ".GIF" => "image/gif",
            ".WEBP" => "image/webp",
            ".SVG" => MimeTypes.Svg,
            _ => null,
        };
        var path = Path.Combine(folder, Uri.UnescapeDataString(url));
        return type is not null && File.Exists(path) ? $"data:{type};base64,{Convert.ToBase64String(File.ReadAllBytes(path))}" : url;
    }

    private static string PlainText(HeadingBlock heading)
    {
        if (heading.Inline is null) return "";
        using var writer = new StringWriter();
        var renderer = new HtmlRenderer(writer) { EnableHtmlForInline = false, EnableHtmlForBlock = false, EnableHtmlEscape = false };
        renderer.ObjectRenderers.Add(new MathHtml.Inline());
        renderer.Render(heading.Inline);
        return writer.ToString().Trim();
    }
}
