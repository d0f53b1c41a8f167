namespace DeepDive.Models;

/// <summary>One dense layer, a = f(x·Wᵀ + b), and where its parameters lie in the network's flat buffer.</summary>
/// <param name="InputCount">Features that come in, d.</param>
/// <param name="OutputCount">Features that go out, w.</param>
/// <param name="Activation">The nonlinearity f.</param>
/// <param name="WeightOffset">Index of W[0, 0]; W is [w, d], row after row.</param>
/// <param name="BiasOffset">Index of b[0]; b is [w].</param>
public readonly record struct DenseLayer(int InputCount, int OutputCount, Activation Activation, int WeightOffset, int BiasOffset)
{
    /// <summary>Number of weights and biases, w · (d + 1).</summary>
    public int ParameterCount => checked(OutputCount * (InputCount + 1));

    /// <summary>The layer whose parameters start at <paramref name="offset"/>: weights first, then biases.</summary>
    internal static DenseLayer At(int offset, int inputCount, int outputCount, Activation activation) =>
        new(inputCount, outputCount, activation, offset, offset + inputCount * outputCount);
}
