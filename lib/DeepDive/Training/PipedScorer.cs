using DeepDive.Data;
using DeepDive.Models;
using DeepDive.Numerics;

namespace DeepDive.Training;

/// <summary>Scores a piped network, through the generic products.</summary>
internal sealed class PipedScorer : Scorer
{
    private readonly PipedPass<float>[] _blocks;

    public PipedScorer(PipedNetwork<float> network, DataSet data, Objective objective)
        : base(data, objective)
    {
        var blocks = new RowBlocks(data.Count);
        var pass = new PipedPass<float>(network, data.Inputs, backward: false);
        _blocks = [.. Enumerable.Range(0, blocks.Count).Select(block => pass.Rows(blocks.Start(block), blocks.Length(block)))];
    }

    protected override Operand<float> Forward(int block, int first, int rows)
    {
        _blocks[block].Forward();
        return Operand<float>.Rows(_blocks[block].Logits);
    }
}
