using DeepDive.Models;

namespace DeepDive.Training;

/// <summary>Shape and training of an <see cref="Autoencoder"/>.</summary>
public sealed record AutoencoderOptions
{
    /// <summary>Units of the hidden layer before and of the one after the bottleneck, ≥ 1.</summary>
    public int Width { get; init; } = 256;

    /// <summary>Nonlinearity of those two layers; bottleneck and outputs are linear.</summary>
    public Activation Activation { get; init; } = Activation.ReLU;

    /// <summary>How it is trained; its <see cref="TrainingOptions.Loss"/> and <see cref="TrainingOptions.Seed"/> are replaced.</summary>
    public TrainingOptions Training { get; init; } = new() { Epochs = 50, Optimiser = new Adam(1e-3), BatchSize = 128, EarlyStopping = new(Patience: 10) };
}
