using Markdig;
using Markdig.Extensions.Mathematics;
using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Parsers.Inlines;
using Markdig.Renderers;

namespace DeepDive.Notebooks.Reports;

/// <summary>Mathematics between <c>\(…\)</c> and <c>\[…\]</c>, as LaTeX writes it, beside that between dollars.</summary>
internal sealed class BackslashMath : IMarkdownExtension
{
    public void Setup(MarkdownPipelineBuilder pipeline)
    {
        pipeline.BlockParsers.Insert(0, new Block());
        pipeline.InlineParsers.InsertBefore<EscapeInlineParser>(new Inline());
    }

    public void Setup(MarkdownPipeline pipeline, IMarkdownRenderer renderer)
    {
    }

    private sealed class Inline : InlineParser
    {
        public Inline() => OpeningCharacters = ['\\'];

        public override bool Match(InlineProcessor processor, ref StringSlice slice)
        {
            var isDisplay = slice.PeekChar() == '[';
            if (!isDisplay && slice.PeekChar() != '(') return false;
            var (start, end) = (slice.Start, slice.Text.IndexOf(isDisplay ? "\\]" : "\\)", slice.Start + 2, slice.End - slice.Start - 1, StringComparison.Ordinal));
            if (end <= start + 2) return false;
            processor.Inline = new MathInline { Delimiter = '\\', DelimiterCount = isDisplay ? 2 : 1, Content = new StringSlice(slice.Text, start + 2, end - 1) };
            slice.Start = end + 2;
            return true;
        }
    }

    // With delimiters on lines of their own, no line between them is taken for a list or a heading.
    private sealed class Block : BlockParser
    {
        public Block() => OpeningCharacters = ['\\'];

        public override BlockState TryOpen(BlockProcessor processor)
        {
            if (processor.IsCodeIndent || !IsLine(processor, "\\[") || !IsClosed(processor.Line)) return BlockState.None;
            processor.NewBlocks.Push(new MathBlock(this) { Line = processor.LineIndex, Column = processor.Column });
            return BlockState.ContinueDiscard;
        }

        public override BlockState TryContinue(BlockProcessor processor, Markdig.Syntax.Block block) =>
            IsLine(processor, "\\]") ? BlockState.BreakDiscard : BlockState.Continue;

        // An opening line alone would take all that follows for mathematics. Lines of a quotation keep their marks here.
        private static bool IsClosed(StringSlice opening)
        {
            foreach (var line in opening.Text.AsSpan(opening.End + 1).EnumerateLines())
            {
                var text = line.Trim("> \t");
                if (text.SequenceEqual("\\]")) return true;
                if (text.SequenceEqual("\\[")) return false;
            }

            return false;
        }

        private static bool IsLine(BlockProcessor processor, string delimiter) => processor.Line.AsSpan().Trim().SequenceEqual(delimiter);
    }
}
