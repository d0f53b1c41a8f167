using DeepDive.Data;
using DeepDive.Models;
using DeepDive.Numerics;
using DeepDive.Training;

namespace DeepDive.Analysis;

/// <summary>One network of a <see cref="DepthSweep"/>: what it was trained on, and the network before and after.</summary>
/// <param name="Depth">Number of hidden layers.</param>
/// <param name="Seed">Seed of its data and of its first weights.</param>
/// <param name="Data">The rows it was trained, chosen and scored on.</param>
/// <param name="Untrained">The network with its first weights: the control for everything that training is said to do.</param>
/// <param name="Training">The trained network with its history.</param>
public sealed record DepthRun(int Depth, ulong Seed, DataSplit Data, Network<float> Untrained, TrainingResult<Network<float>> Training)
{
    /// <summary>The trained network, with the weights that training kept.</summary>
    public Network<float> Trained => Training.Network;

    /// <summary>
    /// What each layer makes of the test rows: the inputs, the hidden layers' post-activations, the logits;
    /// depth + 2 matrices of n rows.
    /// </summary>
    /// <param name="untrained">Whether to take the network before training.</param>
    public IReadOnlyList<Matrix<float>> Layers(bool untrained = false)
    {
        var inputs = Data.Test.Inputs;
        return [inputs, .. (untrained ? Untrained : Trained).Representations(inputs)];
    }
}
