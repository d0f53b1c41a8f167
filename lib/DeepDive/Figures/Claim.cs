using System.Text;
using System.Text.Json.Nodes;

namespace DeepDive.Figures;

/// <summary>A published finding that a notebook tests, with what was expected, what was measured, and the verdict.</summary>
/// <param name="Id">Short name, unique in the notebook, such as "rank-peak".</param>
/// <param name="Text">The finding, as one sentence.</param>
/// <param name="Source">Who found it, and where.</param>
/// <param name="Expected">What the source gives.</param>
/// <param name="Measured">What was found here: a mean over seeds, or text.</param>
/// <param name="Spread">Its spread over seeds (sample standard deviation), or text.</param>
/// <param name="Seeds">Number of seeds behind it.</param>
/// <param name="Verdict">Whether the finding held.</param>
[TypeFormatterSource(typeof(ClaimFormatters), PreferredMimeTypes = ["text/html"])]
public sealed record Claim(string Id, string Text, string Source, string Expected, Measure Measured, Measure Spread, int Seeds, Verdict Verdict)
{
    /// <summary>A claim about the mean of one number a seed, with its sample standard deviation as the spread.</summary>
    /// <param name="id">Short name, unique in the notebook.</param>
    /// <param name="text">The finding, as one sentence.</param>
    /// <param name="source">Who found it, and where.</param>
    /// <param name="expected">What the source gives.</param>
    /// <param name="runs">The number of each seed, [r].</param>
    /// <param name="verdict">Whether the finding held.</param>
    /// <exception cref="ArgumentException">There is no run, or none is finite.</exception>
    public static Claim OfRuns(string id, string text, string source, string expected, IEnumerable<double> runs, Verdict verdict)
    {
        var series = Series.OfRuns(id, [0], runs.Select(run => new[] { run }));
        return new(id, text, source, expected, series.Y[0], series.Spread is { } spread ? spread[0] : default(Measure), series.RunCount, verdict);
    }

    /// <summary>The verdict in words.</summary>
    public string VerdictText => Verdict switch
    {
        Verdict.Reproduced => "reproduced",
        Verdict.NotReproduced => "not reproduced",
        _ => "undecided",
    };

    /// <summary>The claim as one object of <c>claims.json</c>.</summary>
    public string ToJson() => new JsonObject
    {
        ["id"] = Id,
        ["text"] = Text,
        ["source"] = Source,
        ["expected"] = Expected,
        ["measured"] = Measured.ToJson(),
        ["spread"] = Spread.ToJson(),
        ["seeds"] = Seeds,
        ["verdict"] = VerdictText.Replace(' ', '-'),
    }.ToJsonString(Html.Json);

    /// <summary>A card; the verdict is told by sign and words, not by colour alone.</summary>
    public string ToHtml() => new StringBuilder()
        .Append($"<section class=\"deepdive-claim\" data-verdict=\"{VerdictText.Replace(' ', '-')}\" style=\"border-left:4px solid {Accent};padding:.4em .8em;margin:.6em 0\">")
        .Append($"<p style=\"margin:.2em 0\"><strong>{Sign} {VerdictText}</strong> · {Html.Escape(Text)}</p>")
        .Append($"<p style=\"margin:.2em 0\">expected {Html.Escape(Expected)} · measured {Html.Escape(Result)}</p>")
        .Append($"<p style=\"margin:.2em 0;font-size:.9em\">{Html.Escape(Source)}</p></section>").ToString();

    /// <summary>The claim as plain text.</summary>
    public override string ToString() => $"{Sign} {VerdictText}: {Text}\n  expected {Expected}; measured {Result}\n  {Source}";

    private string Result => $"{Measured}{(Spread.IsEmpty ? "" : $" ± {Spread}")} ({Seeds} {(Seeds == 1 ? "seed" : "seeds")})";

    private char Sign => Verdict switch { Verdict.Reproduced => '✓', Verdict.NotReproduced => '✗', _ => '?' };

    private string Accent => Colours.Categories[Verdict switch { Verdict.Reproduced => 2, Verdict.NotReproduced => 1, _ => 4 }];
}
