using DeepDive.Analysis;

namespace DeepDive.Tests.Analysis;

public class RankPeakTests
{
    [Theory]
    [InlineData(new[] { 1.0, 2, 3, 2, 1 }, 2, true)]
    [InlineData(new[] { 2.0, 3, 2.5, 1 }, 1, true)]
    [InlineData(new[] { 1.0, 2, 3, 1 }, 2, false)] // the last hidden layer is the highest
    [InlineData(new[] { 1.0, 2, 1 }, 1, false)] // one hidden layer is the last one
    [InlineData(new[] { 3.0, 2, 1.5, 1, 1 }, 1, false)] // only falls
    [InlineData(new[] { 2.0, 2.05, 1, 1 }, 1, false)] // too little above the input
    [InlineData(new[] { 1.0, 2, 1.99, 1 }, 1, false)] // too little above the last hidden layer
    public void A_peak_stands_above_the_input_and_the_last_hidden_layer(double[] ranks, int layer, bool isInterior)
    {
        var peak = RankPeak.Of(ranks);
        Assert.Equal((layer, ranks[layer], isInterior), (peak.Layer, peak.Height, peak.IsInterior));
    }

    [Fact]
    public void Without_a_hidden_layer_there_is_nothing_to_find() =>
        Assert.Throws<ArgumentException>(() => RankPeak.Of([1, 2]));
}
