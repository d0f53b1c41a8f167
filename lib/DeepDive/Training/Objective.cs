using DeepDive.Numerics;

namespace DeepDive.Training;

/// <summary>A loss and its penalty on the logits, of blocks of rows.</summary>
/// <param name="Loss">The loss.</param>
/// <param name="SpectralDecoupling">λ of λ/2 · mean of ‖z‖².</param>
internal readonly record struct Objective(Loss Loss, double SpectralDecoupling)
{
    /// <summary>Adds up losses, without the penalty, and errors of rows.</summary>
    /// <param name="logits">First row of [n, k].</param>
    /// <param name="classCount">k.</param>
    /// <param name="labels">[n].</param>
    public ScoreSum Measure(Operand<float> logits, int classCount, ReadOnlySpan<int> labels) => Loss == Loss.Squared
        ? SquaredBlock.Measure(logits, classCount, labels)
        : SoftmaxBlock<float>.Current.Measure(logits, classCount, labels);

    /// <summary>Puts the derivative of loss and penalty in place of the logits that this thread has measured last.</summary>
    /// <param name="logits">First row of [n, k], overwritten.</param>
    /// <param name="classCount">k.</param>
    /// <param name="labels">[n].</param>
    /// <param name="share">Weight of a row in the loss.</param>
    public void WriteDelta(Operand<float> logits, int classCount, ReadOnlySpan<int> labels, float share)
    {
        var decoupling = (float)SpectralDecoupling;
        if (Loss == Loss.Squared) SquaredBlock.WriteDelta(logits, classCount, labels, share, decoupling);
        else SoftmaxBlock<float>.Current.WriteDelta(logits, labels.Length, share, decoupling);
    }
}
