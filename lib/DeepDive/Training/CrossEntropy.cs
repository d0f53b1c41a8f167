using System.Numerics;
using DeepDive.Models;
using DeepDive.Numerics;

namespace DeepDive.Training;

/// <summary>Softmax cross-entropy: mean over rows of −log p_y, with p = softmax(z) of a row z of logits.</summary>
/// <remarks>
/// A row's loss is log Σ exp(z − max z) − (z_y − max z), which cannot overflow; the sum over rows is taken in float64, in
/// an order that their number alone decides. Legend: n rows, k classes.
/// </remarks>
public static class CrossEntropy
{
    /// <summary>Mean loss and error of logits.</summary>
    /// <param name="logits">[n, k].</param>
    /// <param name="labels">[n], each in 0…k−1.</param>
    /// <returns>The score; NaN if there are no rows or a logit is not finite.</returns>
    /// <exception cref="ArgumentException">The labels do not match the logits.</exception>
    public static Score Measure<T>(Matrix<T> logits, ReadOnlySpan<int> labels)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ThrowIfMismatched(logits, labels);
        return MeasureBlocks(logits, labels, delta: null, 0);
    }

    /// <summary>
    /// Mean loss and error of logits, and the derivative of mean loss + λ/2 · mean of ‖z‖² (spectral decoupling, see
    /// <see cref="TrainingOptions.SpectralDecoupling"/>) by each logit: (p − onehot(y) + λz) / n.
    /// </summary>
    /// <param name="logits">[n, k].</param>
    /// <param name="labels">[n], each in 0…k−1.</param>
    /// <param name="delta">[n, k], overwritten; may be <paramref name="logits"/> itself.</param>
    /// <param name="spectralDecoupling">λ.</param>
    /// <returns>The score, without the penalty; NaN if there are no rows or a logit is not finite.</returns>
    /// <exception cref="ArgumentException">Labels or delta do not match the logits.</exception>
    public static Score Measure<T>(Matrix<T> logits, ReadOnlySpan<int> labels, Matrix<T> delta, double spectralDecoupling = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ThrowIfMismatched(logits, labels);
        ArgumentNullException.ThrowIfNull(delta);
        if (delta.Rows != logits.Rows || delta.Columns != logits.Columns) throw new ArgumentException($"the delta must be [{logits.Rows}, {logits.Columns}] as the logits are, but was [{delta.Rows}, {delta.Columns}]", nameof(delta));
        for (var i = 0; i < delta.Rows && delta != logits; i++) logits.Row(i).CopyTo(delta.Row(i));
        return MeasureBlocks(logits, labels, delta, spectralDecoupling);
    }

    private static Score MeasureBlocks<T>(Matrix<T> logits, ReadOnlySpan<int> labels, Matrix<T>? delta, double decoupling)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (sum, blocks) = (default(ScoreSum), new RowBlocks(logits.Rows));
        for (var block = 0; block < blocks.Count; block++)
        {
            var (first, rows) = (blocks.Start(block), blocks.Length(block));
            sum += SoftmaxBlock<T>.Current.Measure(Operand<T>.Rows(logits).At(first, 0), logits.Columns, labels.Slice(first, rows));
            if (delta is not null) SoftmaxBlock<T>.Current.WriteDelta(Operand<T>.Rows(delta).At(first, 0), rows, T.One / T.CreateTruncating(logits.Rows), T.CreateTruncating(decoupling));
        }

        GC.KeepAlive(logits);
        GC.KeepAlive(delta);
        return sum.Mean;
    }

    private static void ThrowIfMismatched<T>(Matrix<T> logits, ReadOnlySpan<int> labels)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(logits);
        if (labels.Length != logits.Rows) throw new ArgumentException($"there must be one label a row, but there are {labels.Length} labels and {logits.Rows} rows", nameof(labels));
        foreach (var label in labels)
        {
            if ((uint)label >= (uint)logits.Columns) throw new ArgumentException($"labels must lie in 0…{logits.Columns - 1}, but one is {label}; give the network one output a class", nameof(labels));
        }
    }
}
