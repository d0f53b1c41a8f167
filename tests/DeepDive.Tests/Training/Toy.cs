using DeepDive.Data;
using DeepDive.Models;
using DeepDive.Numerics;

namespace DeepDive.Tests.Training;

/// <summary>Small data and networks that tests of training share.</summary>
internal static class Toy
{
    /// <summary>Points of the square whose class is the sign of x₁·x₂: not linear, and learnable.</summary>
    public static DataSet Quadrants(int rows, ulong seed)
    {
        var random = new RandomStream(seed);
        var (inputs, labels) = (new Matrix<float>(rows, 2), new int[rows]);
        for (var i = 0; i < rows; i++)
        {
            (inputs[i, 0], inputs[i, 1]) = ((float)random.NextUniform(-1, 1), (float)random.NextUniform(-1, 1));
            labels[i] = inputs[i, 0] * inputs[i, 1] > 0 ? 1 : 0;
        }

        return new DataSet("quadrants", inputs, labels, 2);
    }

    /// <summary>Labels that say nothing of the inputs, so that fitting them hurts elsewhere.</summary>
    public static DataSet Noise(int rows, ulong seed)
    {
        var random = new RandomStream(seed);
        var data = Quadrants(rows, seed);
        return new DataSet("noise", data.Inputs, [.. data.Labels.Select(_ => random.NextIndex(2))], 2);
    }

    public static DataSplit QuadrantsSplit(int rows = 60) => new(Quadrants(rows, 1), Quadrants(rows / 2, 2), Quadrants(rows / 2, 3));

    public static DataSplit NoiseSplit(int rows = 30) => new(Noise(rows, 1), Noise(rows, 2), Noise(rows, 3));

    public static Network<float> Network(int depth = 2, int width = 16, ulong seed = 5, Activation activation = Activation.ReLU) =>
        Mlp.Create<float>(2, depth, width, 2, activation, new RandomStream(seed));
}
