using DeepDive.Analysis;

namespace DeepDive.Tests.Analysis;

public class LayerBlocksTests
{
    private static double[,] Similarity(int hidden, Func<int, int, double> of)
    {
        var result = new double[hidden + 2, hidden + 2];
        for (var i = 0; i < hidden + 2; i++)
            for (var j = 0; j < hidden + 2; j++) result[i, j] = of(i, j);
        return result;
    }

    [Fact]
    public void Two_blocks_are_found_with_their_boundary_and_contrast()
    {
        var blocks = LayerBlocks.Of(Similarity(6, (i, j) => i <= 2 == j <= 2 ? 0.9 : 0.3));
        Assert.Equal(2, blocks.LastEarlyLayer);
        Assert.Equal(0.6, blocks.Contrast, 12);
    }

    [Fact]
    public void Similarity_that_fades_evenly_has_no_blocks() =>
        Assert.Equal(0, LayerBlocks.Of(Similarity(8, (i, j) => Math.Exp(-0.3 * Math.Abs(i - j)))).Contrast, 12);

    [Fact]
    public void Input_and_logits_belong_to_no_block() =>
        Assert.Equal(0, LayerBlocks.Of(Similarity(4, (i, j) => i is 0 or 5 || j is 0 or 5 ? 0 : 1)).Contrast, 12);

    [Fact]
    public void Two_layers_make_no_blocks() =>
        Assert.Throws<ArgumentException>(() => LayerBlocks.Of(Similarity(2, (_, _) => 1)));
}
