using DeepDive.Figures;

namespace DeepDive.Tests.Figures;

public class ClaimTests
{
    [Theory]
    [InlineData(Verdict.Reproduced, "✓ reproduced")]
    [InlineData(Verdict.NotReproduced, "✗ not reproduced")]
    [InlineData(Verdict.Undecided, "? undecided")]
    public void A_verdict_is_told_by_sign_and_words(Verdict verdict, string badge)
    {
        var claim = new Claim("id", "text <1>", "source", "8.8", "layer 3", default, 1, verdict);
        Assert.Contains(badge, claim.ToHtml());
        Assert.Contains("text &lt;1&gt;", claim.ToHtml());
        Assert.StartsWith(badge, claim.ToString(), StringComparison.Ordinal);
        Assert.Contains("measured layer 3 (1 seed)", claim.ToString());
    }

    [Fact]
    public void Runs_give_mean_sample_spread_and_count()
    {
        var claim = Claim.OfRuns("id", "text", "source", "2", [1, 2, 3], Verdict.Reproduced);
        Assert.Contains("measured 2 ± 1 (3 seeds)", claim.ToString());
        Assert.Equal(3, claim.Seeds);
    }
}
