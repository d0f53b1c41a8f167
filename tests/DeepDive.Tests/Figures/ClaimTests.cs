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
        var claim = Claim.OfRuns("id", "text", "source", "2", (0, 4), [1, 2, 3]);
        Assert.Contains("measured 2 ± 1 (3 seeds)", claim.ToString());
        Assert.Equal(3, claim.Seeds);
    }

    // The 95 % interval of 1, 2, 3 is 2 ± 4.303 / √3, that is −0.484 to 4.484.
    [Theory]
    [InlineData(-0.5, 4.5, Verdict.Reproduced)]
    [InlineData(-0.4, 4.5, Verdict.Undecided)]
    [InlineData(-0.5, double.PositiveInfinity, Verdict.Reproduced)]
    [InlineData(4.4, 9, Verdict.Undecided)]
    [InlineData(4.5, 9, Verdict.NotReproduced)]
    [InlineData(double.NegativeInfinity, -0.5, Verdict.NotReproduced)]
    public void The_interval_of_the_mean_decides(double low, double high, Verdict verdict) =>
        Assert.Equal(verdict, Claim.OfRuns("id", "text", "source", "2", (low, high), [1, 2, 3]).Verdict);

    [Fact]
    public void Two_seeds_decide_nothing() =>
        Assert.Equal(Verdict.Undecided, Claim.OfRuns("id", "text", "source", "2", (0, 4), [2, 2]).Verdict);

    [Fact]
    public void What_was_expected_names_the_range() =>
        Assert.Equal("every network (at least 0.8)", Claim.OfRuns("id", "text", "source", "every network", (0.8, double.PositiveInfinity), [1, 1, 1]).Expected);
}
