using DeepDive.Data;
using DeepDive.Models;
using DeepDive.Numerics;
using DeepDive.Training;

namespace DeepDive.Analysis;

/// <summary>
/// The linear probe as the tunnel effect was published with it (Masarczyk et al. 2023): one linear layer on the features as they
/// are, trained by Adam at 1e-3 in batches of 512 for 30 epochs, without weight decay. Legend: n rows, d features, k classes.
/// </summary>
/// <remarks>
/// It stops where it is; <see cref="LinearProbe"/> goes to the optimum. The two agree where 30 epochs suffice: many rows, and
/// features of about unit scale.
/// </remarks>
public static class PublishedProbe
{
    private static readonly TrainingOptions s_recipe = new()
    {
        Epochs = 30,
        BatchSize = 512,
        Optimiser = new Adam(LearningRate: 1e-3),
        EarlyStopping = null,
        KeepBest = false,
    };

    /// <summary>Trains a probe; its test accuracy is <c>1 - result.History[^1].Test.Error</c>.</summary>
    /// <param name="layer">A representation [n, d] in three parts, such as one of <see cref="Tunnel.Layers"/>; weights follow from the training rows alone.</param>
    /// <param name="seed">Seed of the first weights and of the order of rows; the same seed gives the same bits.</param>
    /// <param name="cancellation">Stops training.</param>
    /// <returns>The probe as a network without hidden layers.</returns>
    /// <exception cref="ArgumentException">No probe can be fitted to the rows: as of <see cref="LinearProbe.Fit"/>.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static TrainingResult<Network<float>> Fit(DataSplit layer, ulong seed = 1, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(layer);
        var train = layer.Train;
        LinearProbe.ThrowIfUnfit(train.Inputs, train.Labels, train.ClassCount);
        // The first layer of a network with k linear units is drawn as PyTorch draws a linear layer from d to k.
        var probe = Mlp.Create<float>(train.Inputs.Columns, depth: 1, width: train.ClassCount, train.ClassCount, Activation.Identity, new RandomStream(seed).Split("probe")).FirstLayers(1);
        return Trainer.Fit(probe, layer, s_recipe with { Seed = seed }, cancellation: cancellation);
    }
}
