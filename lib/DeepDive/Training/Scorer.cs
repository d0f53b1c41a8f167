using DeepDive.Data;
using DeepDive.Models;
using DeepDive.Numerics;

namespace DeepDive.Training;

/// <summary>Scores a network, as it is at each run, on one data set.</summary>
/// <param name="data">Rows to score on; there may be none.</param>
/// <param name="objective">What is scored.</param>
internal abstract class Scorer(DataSet data, Objective objective) : RowWork
{
    private readonly ScoreSum[] _sums = new ScoreSum[new RowBlocks(data.Count).Count];

    public override int Rows => data.Count;

    /// <summary>The score once all blocks have run; NaN without rows.</summary>
    public Score Score => ScoreSum.Of(_sums).Mean;

    public override void Run(int block)
    {
        var blocks = new RowBlocks(data.Count);
        var (first, rows) = (blocks.Start(block), blocks.Length(block));
        var (logits, inputs) = (Forward(block, first, rows), Operand<float>.Rows(data.Inputs).At(first, 0));
        _sums[block] = objective.Measure(logits, objective.OutputCount(data), inputs, data.Labels.AsSpan(first, rows));
    }

    /// <summary>The logits of a block.</summary>
    protected abstract Operand<float> Forward(int block, int first, int rows);
}
