using System.Numerics;
using DeepDive.Numerics;

namespace DeepDive.Training;

/// <summary>Squared loss of a block of rows, ½ ‖z − onehot(y)‖² each. Legend: n rows, k classes.</summary>
internal static unsafe class SquaredBlock
{
    /// <summary>Adds up losses and errors of rows.</summary>
    /// <param name="logits">First row of [n, k].</param>
    /// <param name="classCount">k.</param>
    /// <param name="labels">[n].</param>
    public static ScoreSum Measure<T>(Operand<T> logits, int classCount, ReadOnlySpan<int> labels)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (loss, wrong) = (0.0, 0);
        for (var i = 0; i < labels.Length; i++)
        {
            var row = logits.Start + i * logits.Stride;
            var predicted = 0;
            for (var c = 0; c < classCount; c++)
            {
                var difference = double.CreateTruncating(row[c]) - (c == labels[i] ? 1 : 0);
                loss += difference * difference / 2;
                if (row[c] > row[predicted]) predicted = c;
            }

            if (predicted != labels[i]) wrong++;
        }

        return new ScoreSum(loss, wrong, labels.Length);
    }

    /// <summary>(z − onehot(y) + λz) · share, in place of the logits z.</summary>
    /// <param name="logits">First row of [n, k], overwritten.</param>
    /// <param name="classCount">k.</param>
    /// <param name="labels">[n].</param>
    /// <param name="share">Weight of a row in the loss.</param>
    /// <param name="decoupling">λ of the penalty λ/2 ‖z‖².</param>
    public static void WriteDelta<T>(Operand<T> logits, int classCount, ReadOnlySpan<int> labels, T share, T decoupling)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var i = 0; i < labels.Length; i++)
        {
            var row = logits.Start + i * logits.Stride;
            for (var c = 0; c < classCount; c++) row[c] = (row[c] - (c == labels[i] ? T.One : T.Zero) + decoupling * row[c]) * share;
        }
    }
}
