using DeepDive.Data;
using DeepDive.Models;
using DeepDive.Numerics;

namespace DeepDive.Training;

/// <summary>Scores a network on one data set.</summary>
/// <param name="network">Scored as it is at each run.</param>
/// <param name="data">Rows to score on; there may be none.</param>
internal sealed class Scorer(PackedNetwork<float> network, DataSet data) : RowWork
{
    private readonly Matrix<float> _logits = network.CreateOutput(network.Network.Depth, data.Count);
    private readonly ScoreSum[] _sums = new ScoreSum[new RowBlocks(data.Count).Count];

    public override int Rows => data.Count;

    /// <summary>The score once all blocks have run; NaN without rows.</summary>
    public Score Score => ScoreSum.Of(_sums).Mean;

    public override void Run(int block)
    {
        var blocks = new RowBlocks(data.Count);
        var (first, rows) = (blocks.Start(block), blocks.Length(block));
        var logits = Operand<float>.Rows(_logits).At(first, 0);
        network.Forward(Operand<float>.Rows(data.Inputs).At(first, 0), rows, logits);
        _sums[block] = SoftmaxBlock<float>.Current.Measure(logits, data.ClassCount, data.Labels.AsSpan(first, rows));
    }
}
