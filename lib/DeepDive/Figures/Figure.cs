using System.Text;

namespace DeepDive.Figures;

/// <summary>
/// A figure that shows itself in a notebook: what is drawn, its texts, and the numbers behind it. Factories make one,
/// <c>with</c> adds to it: <c>Figure.Lines(…) with { Name = "part1-rank", Caption = "…" }</c>.
/// </summary>
[TypeFormatterSource(typeof(FigureFormatters), PreferredMimeTypes = ["text/html"])]
public sealed partial record Figure
{
    private readonly string? _name, _altText;

    private Figure(string kind, string title, int columns, IReadOnlyList<Panel> panels, Table numbers)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(title);
        (Kind, Title, ColumnCount, Parts, Numbers) = (kind, title, columns, panels, numbers);
    }

    /// <summary>Title, drawn above the figure.</summary>
    public string Title { get; init; }

    /// <summary>Short name for files and links: lower-case letters, digits and hyphens; by default made from the title.</summary>
    /// <exception cref="ArgumentException">There is another character in it.</exception>
    public string Name
    {
        get => _name ?? Slug(Title);
        init => _name = value.Length > 0 && value == Slug(value) ? value
            : throw new ArgumentException($"a figure's name must be made of lower-case letters, digits and single hyphens, but was '{value}'; write '{Slug(value)}'", nameof(value));
    }

    /// <summary>What the figure shows, in a sentence or two, or empty.</summary>
    public string Caption { get; init; } = "";

    /// <summary>What a reader who cannot see the figure is told; by default made from title, axes and series.</summary>
    public string AltText
    {
        get => _altText ?? AlternativeText.Of(this);
        init => _altText = value;
    }

    /// <summary>How the series are coloured.</summary>
    public Palette Palette { get; init; }

    /// <summary>The numbers behind the figure.</summary>
    public Table Numbers { get; }

    internal string Kind { get; }

    /// <summary>What the slider sets, or empty without one.</summary>
    internal string Control { get; private init; } = "";

    /// <summary>The positions of the slider, or none without one; <see cref="Parts"/> are those of the last.</summary>
    internal IReadOnlyList<Frame> Frames { get; private init; } = [];

    internal int ColumnCount { get; }

    internal IReadOnlyList<Panel> Parts { get; }

    /// <summary>Caption, with a sentence on the spread where lines are means over runs.</summary>
    internal string FullCaption => string.Join(' ', new[] { Caption, SpreadNote }.Where(part => part.Length > 0));

    /// <summary>Plotly JSON: data, layout (with name, caption, alternative text and table under meta) and config.</summary>
    public string ToJson() => PlotlyDocument.Of(this).ToJsonString(Html.Json);

    /// <summary>
    /// HTML for a notebook page. The first figure that the process writes carries plotly.js; later ones wait for it.
    /// Nothing is fetched from a network.
    /// </summary>
    public string ToHtml() => FigureHtml.Of(this);

    /// <summary>Title and the first numbers, as plain text.</summary>
    public override string ToString() => $"{Title}\n{(FullCaption.Length > 0 ? FullCaption + "\n" : "")}\n{Numbers.ToText(12)}";

    private string SpreadNote
    {
        get
        {
            int[] counts = [.. Parts.SelectMany(part => part.Marks).Select(mark => mark.RunCount).Where(count => count > 1).Distinct().Order()];
            if (counts.Length == 0) return "";
            var runs = counts.Length == 1 ? $"{counts[0]}" : $"{counts[0]} to {counts[^1]}";
            return $"Lines are means over {runs} runs; bands are ± 1 sample standard deviation.";
        }
    }

    private static string Slug(string text)
    {
        var slug = new StringBuilder();
        foreach (var character in text.ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(character)) slug.Append(character);
            else if (slug.Length > 0 && slug[^1] != '-') slug.Append('-');
        }

        return slug.ToString().TrimEnd('-') is { Length: > 0 } name ? name : "figure";
    }
}
