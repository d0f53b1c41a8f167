using DeepDive.Data;
using DeepDive.Models;
using DeepDive.Numerics;

namespace DeepDive.Training;

/// <summary>
/// A gradient step on a batch, in two halves. The first, row by row: forward, loss, and the derivatives back to the first
/// layer. The second, weight by weight: gradient and update.
/// </summary>
internal abstract class BatchStep(int mostRows, Objective objective) : RowWork
{
    private readonly int[] _labels = new int[mostRows];
    private readonly ScoreSum[] _sums = new ScoreSum[mostRows]; // a block has a row at least
    private int _rows;

    public override int Rows => _rows;

    /// <summary>The score on the batch once all blocks have run.</summary>
    public Score Score => ScoreSum.Of(_sums.AsSpan(0, new RowBlocks(_rows).Count)).Mean;

    /// <summary>The batch, [n, d], in the first of its rows.</summary>
    protected abstract Matrix<float> Inputs { get; }

    /// <summary>Makes the given rows of <paramref name="data"/> the batch.</summary>
    public virtual void Load(DataSet data, ReadOnlySpan<int> rows)
    {
        _rows = rows.Length;
        for (var i = 0; i < rows.Length; i++)
        {
            data.Inputs.Row(rows[i]).CopyTo(Inputs.Row(i));
            _labels[i] = data.Labels[rows[i]];
        }
    }

    /// <summary>Moves the parameters along the gradient, once all blocks have run.</summary>
    public abstract void Update();

    /// <summary>Scores a block, and puts the derivative of what is minimised in place of its logits.</summary>
    protected void MeasureBlock(int block, Operand<float> logits, int outputCount)
    {
        var blocks = new RowBlocks(_rows);
        var labels = _labels.AsSpan(blocks.Start(block), blocks.Length(block));
        var inputs = Operand<float>.Rows(Inputs).At(blocks.Start(block), 0);
        _sums[block] = objective.Measure(logits, outputCount, inputs, labels);
        objective.WriteDelta(logits, outputCount, inputs, labels, 1f / _rows);
    }
}
