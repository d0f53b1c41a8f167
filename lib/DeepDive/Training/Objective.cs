using DeepDive.Data;
using DeepDive.Numerics;

namespace DeepDive.Training;

/// <summary>A loss and its penalty on the logits, of blocks of rows.</summary>
/// <param name="Loss">The loss.</param>
/// <param name="SpectralDecoupling">λ of λ/2 · mean of ‖z‖².</param>
internal readonly record struct Objective(Loss Loss, double SpectralDecoupling)
{
    /// <summary>Outputs that a network needs for data, k: one a class, or one an input to reconstruct.</summary>
    public int OutputCount(DataSet data) => Loss == Loss.Reconstruction ? data.Inputs.Columns : data.ClassCount;

    /// <summary>Adds up losses, without the penalty, and errors of rows.</summary>
    /// <param name="logits">First row of [n, k].</param>
    /// <param name="outputCount">k.</param>
    /// <param name="inputs">First row of [n, d].</param>
    /// <param name="labels">[n].</param>
    public ScoreSum Measure(Operand<float> logits, int outputCount, Operand<float> inputs, ReadOnlySpan<int> labels) => Loss switch
    {
        Loss.Squared => SquaredBlock.Measure(logits, outputCount, labels),
        Loss.Reconstruction => ReconstructionBlock.Measure(logits, outputCount, inputs, labels.Length),
        _ => SoftmaxBlock<float>.Current.Measure(logits, outputCount, labels),
    };

    /// <summary>Puts the derivative of loss and penalty in place of the logits that this thread has measured last.</summary>
    /// <param name="logits">First row of [n, k], overwritten.</param>
    /// <param name="outputCount">k.</param>
    /// <param name="inputs">First row of [n, d].</param>
    /// <param name="labels">[n].</param>
    /// <param name="share">Weight of a row in the loss.</param>
    public void WriteDelta(Operand<float> logits, int outputCount, Operand<float> inputs, ReadOnlySpan<int> labels, float share)
    {
        var decoupling = (float)SpectralDecoupling;
        if (Loss == Loss.Squared) SquaredBlock.WriteDelta(logits, outputCount, labels, share, decoupling);
        else if (Loss == Loss.Reconstruction) ReconstructionBlock.WriteDelta(logits, outputCount, inputs, labels.Length, share, decoupling);
        else SoftmaxBlock<float>.Current.WriteDelta(logits, labels.Length, share, decoupling);
    }
}
