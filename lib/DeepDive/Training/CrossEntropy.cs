using System.Numerics;
using DeepDive.Numerics;

namespace DeepDive.Training;

/// <summary>Softmax cross-entropy: mean over rows of −log p_y, with p = softmax(z) of a row z of logits.</summary>
/// <remarks>
/// A row's loss is log Σ exp(z − max z) − (z_y − max z), which cannot overflow; the sum over rows is taken in float64, in
/// their order. Legend: n rows, k classes.
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
        var sum = default(ScoreSum);
        Add(logits, labels, ref sum);
        return sum.Mean;
    }

    /// <summary>Mean loss and error of logits, and the derivative of the mean loss by each logit: (p − onehot(y)) / n.</summary>
    /// <param name="logits">[n, k].</param>
    /// <param name="labels">[n], each in 0…k−1.</param>
    /// <param name="delta">[n, k], overwritten; may be <paramref name="logits"/> itself.</param>
    /// <returns>The score; NaN if there are no rows or a logit is not finite.</returns>
    /// <exception cref="ArgumentException">Labels or delta do not match the logits.</exception>
    public static Score Measure<T>(Matrix<T> logits, ReadOnlySpan<int> labels, Matrix<T> delta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ThrowIfMismatched(logits, labels);
        ArgumentNullException.ThrowIfNull(delta);
        if (delta.Rows != logits.Rows || delta.Columns != logits.Columns) throw new ArgumentException($"the delta must be [{logits.Rows}, {logits.Columns}] as the logits are, but was [{delta.Rows}, {delta.Columns}]", nameof(delta));
        var sum = default(ScoreSum);
        var share = T.One / T.CreateTruncating(logits.Rows);
        for (var i = 0; i < logits.Rows; i++)
        {
            var row = delta.Row(i);
            var total = AddRow(logits.Row(i), labels[i], row, ref sum);
            foreach (ref var element in row) element = element / total * share;
            row[labels[i]] -= share;
        }

        return sum.Mean;
    }

    /// <summary>Adds the losses and errors of rows to <paramref name="sum"/>, for data that are scored a part at a time.</summary>
    internal static void Add<T>(Matrix<T> logits, ReadOnlySpan<int> labels, ref ScoreSum sum)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ThrowIfMismatched(logits, labels);
        for (var i = 0; i < logits.Rows; i++) AddRow(logits.Row(i), labels[i], [], ref sum);
    }

    // Returns Σ exp(z − max z), whose terms it leaves in exponentials unless that is empty.
    private static T AddRow<T>(ReadOnlySpan<T> logits, int label, Span<T> exponentials, ref ScoreSum sum)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var predicted = 0;
        for (var j = 1; j < logits.Length; j++)
        {
            if (logits[j] > logits[predicted]) predicted = j;
        }

        var (max, own, total) = (logits[predicted], logits[label], T.Zero);
        for (var j = 0; j < logits.Length; j++)
        {
            var exponential = T.Exp(logits[j] - max);
            total += exponential;
            if (!exponentials.IsEmpty) exponentials[j] = exponential;
        }

        sum.Add(double.CreateTruncating(T.Log(total) - (own - max)), predicted != label);
        return total;
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
