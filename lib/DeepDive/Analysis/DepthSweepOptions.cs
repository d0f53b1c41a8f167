using DeepDive.Models;
using DeepDive.Training;

namespace DeepDive.Analysis;

/// <summary>Which networks a <see cref="DepthSweep"/> trains.</summary>
public sealed record DepthSweepOptions
{
    /// <summary>Numbers of hidden layers, each at least 1.</summary>
    public IReadOnlyList<int> Depths { get; init; } = [1, 2, 3, 4, 5, 6, 7, 8];

    /// <summary>Networks for each depth; network i takes <see cref="FirstSeed"/> + i for its data and its first weights.</summary>
    public int Seeds { get; init; } = 5;

    /// <summary>Seed of the first network of each depth.</summary>
    public ulong FirstSeed { get; init; } = 1;

    /// <summary>Units in each hidden layer.</summary>
    public int Width { get; init; } = 120;

    /// <summary>Nonlinearity of the hidden layers.</summary>
    public Activation Activation { get; init; } = Activation.ReLU;

    /// <summary>How each network is trained; its <see cref="TrainingOptions.Seed"/> is replaced by the network's own.</summary>
    public TrainingOptions Training { get; init; } = new();
}
