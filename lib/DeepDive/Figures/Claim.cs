using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using DeepDive.Numerics;

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
    /// <summary>Fewest seeds that a verdict can rest on.</summary>
    public const int FewestSeeds = 3;

    /// <summary>
    /// A claim about the mean of one number a seed: reproduced if the mean's 95 % confidence interval lies within the
    /// expected range, not reproduced if it lies outside, undecided if it straddles an end or there are fewer than
    /// <see cref="FewestSeeds"/> seeds.
    /// </summary>
    /// <param name="id">Short name, unique in the notebook.</param>
    /// <param name="text">The finding, as one sentence.</param>
    /// <param name="source">Who found it, and where.</param>
    /// <param name="expected">What the source gives, in words; the range is added.</param>
    /// <param name="range">Lowest and highest mean that agree with it; may be infinite.</param>
    /// <param name="runs">The number of each seed, [r].</param>
    /// <exception cref="ArgumentException">There is no run, or one is not finite.</exception>
    public static Claim OfRuns(string id, string text, string source, string expected, (double Low, double High) range, IReadOnlyList<double> runs)
    {
        var summary = SeedSummary.Of(runs);
        Measure spread = runs.Count > 1 ? summary.StandardDeviation : default(Measure);
        return new(id, text, source, $"{expected} ({Describe(range)})", summary.Mean, spread, runs.Count, Judge(summary, range));
    }

    private static Verdict Judge(SeedSummary summary, (double Low, double High) range) =>
        summary.Count < FewestSeeds ? Verdict.Undecided
        : summary.Low >= range.Low && summary.High <= range.High ? Verdict.Reproduced
        : summary.High < range.Low || summary.Low > range.High ? Verdict.NotReproduced
        : Verdict.Undecided;

    private static string Describe((double Low, double High) range) => (double.IsFinite(range.Low), double.IsFinite(range.High)) switch
    {
        (true, true) => string.Create(CultureInfo.InvariantCulture, $"{range.Low:G4} to {range.High:G4}"),
        (true, false) => string.Create(CultureInfo.InvariantCulture, $"at least {range.Low:G4}"),
        (false, true) => string.Create(CultureInfo.InvariantCulture, $"at most {range.High:G4}"),
        _ => "any",
    };

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
