using System.Numerics;
using DeepDive.Numerics;

namespace DeepDive.Models;

/// <summary>Multilayer perceptrons: hidden layers of equal width, then a linear layer to the logits.</summary>
public static class Mlp
{
    /// <summary>A network with freshly drawn weights.</summary>
    /// <remarks>
    /// Every layer draws from its own stream, split from <paramref name="random"/>, which itself is not advanced: hidden
    /// layer l and the output layer start from the same weights at every depth, and in both precisions up to rounding.
    /// </remarks>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="inputs">Number of inputs, d ≥ 1.</param>
    /// <param name="depth">Number of hidden layers, L ≥ 1.</param>
    /// <param name="width">Number of units in each hidden layer, ≥ 1.</param>
    /// <param name="outputs">Number of logits, k ≥ 1.</param>
    /// <param name="activation">Nonlinearity of the hidden layers.</param>
    /// <param name="random">Source of the weights.</param>
    /// <param name="initialisation">Distribution of the weights.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is not positive, or an enumeration's value is unknown.</exception>
    public static Network<T> Create<T>(
        int inputs,
        int depth,
        int width,
        int outputs,
        Activation activation,
        RandomStream random,
        Initialisation initialisation = Initialisation.PyTorch)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!Enum.IsDefined(initialisation)) throw new ArgumentOutOfRangeException(nameof(initialisation), $"initialisation must be one of {string.Join(", ", Enum.GetNames<Initialisation>())}, but was {initialisation}");
        return Create<T>(inputs, depth, width, outputs, activation, random, (network, layer, stream) => Draw(network, layer, initialisation, stream));
    }

    /// <summary>A network whose weights are drawn as the tangent-kernel parametrisation has them: W ~ N(0, σ_w²/fan-in), b ~ N(0, σ_b²).</summary>
    /// <remarks>Streams are split as in the other overload.</remarks>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="inputs">Number of inputs, d ≥ 1.</param>
    /// <param name="depth">Number of hidden layers, L ≥ 1.</param>
    /// <param name="width">Number of units in each hidden layer, ≥ 1.</param>
    /// <param name="outputs">Number of logits, k ≥ 1.</param>
    /// <param name="activation">Nonlinearity of the hidden layers.</param>
    /// <param name="random">Source of the weights.</param>
    /// <param name="parametrisation">σ_w² and σ_b².</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is not positive, or the activation is unknown.</exception>
    /// <exception cref="ArgumentException">A variance is out of range.</exception>
    public static Network<T> Create<T>(int inputs, int depth, int width, int outputs, Activation activation, RandomStream random, NtkParametrisation parametrisation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(parametrisation);
        parametrisation.ThrowIfInvalid();
        return Create<T>(inputs, depth, width, outputs, activation, random, (network, layer, stream) => Draw(network, layer, parametrisation, stream));
    }

    private static Network<T> Create<T>(int inputs, int depth, int width, int outputs, Activation activation, RandomStream random, Action<Network<T>, int, RandomStream> draw)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(random);
        ThrowIfNotPositive(inputs, nameof(inputs), "data have at least one feature");
        ThrowIfNotPositive(depth, nameof(depth), "an MLP needs a hidden layer");
        ThrowIfNotPositive(width, nameof(width), "a hidden layer needs a unit");
        ThrowIfNotPositive(outputs, nameof(outputs), "give one output a class");
        if (!Enum.IsDefined(activation)) throw new ArgumentOutOfRangeException(nameof(activation), $"activation must be one of {string.Join(", ", Enum.GetNames<Activation>())}, but was {activation}");

        var network = new Network<T>(Chain(inputs, depth, width, outputs, activation));
        for (var l = 0; l < depth; l++) draw(network, l, random.Split("hidden").Split((ulong)l));
        draw(network, depth, random.Split("output"));
        return network;
    }

    private static DenseLayer[] Chain(int inputs, int depth, int width, int outputs, Activation activation)
    {
        var layers = new DenseLayer[depth + 1];
        var offset = 0;
        for (var l = 0; l <= depth; l++)
        {
            layers[l] = DenseLayer.At(
                offset,
                inputCount: l == 0 ? inputs : width,
                outputCount: l == depth ? outputs : width,
                l == depth ? Activation.Identity : activation);
            offset = checked(offset + layers[l].ParameterCount);
        }

        return layers;
    }

    private static void Draw<T>(Network<T> network, int layer, Initialisation initialisation, RandomStream random)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var fanIn = network.Layers[layer].InputCount;
        var bound = 1 / Math.Sqrt(fanIn);
        var deviation = Math.Sqrt(2.0 / fanIn);
        foreach (ref var weight in network.Weight(layer).AsSpan())
            weight = T.CreateTruncating(initialisation == Initialisation.He ? deviation * random.NextNormal() : random.NextUniform(-bound, bound));
        if (initialisation == Initialisation.He) return;
        foreach (ref var bias in network.Bias(layer)) bias = T.CreateTruncating(random.NextUniform(-bound, bound));
    }

    private static void Draw<T>(Network<T> network, int layer, NtkParametrisation parametrisation, RandomStream random)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var deviation = Math.Sqrt(parametrisation.WeightVariance / network.Layers[layer].InputCount);
        foreach (ref var weight in network.Weight(layer).AsSpan()) weight = T.CreateTruncating(deviation * random.NextNormal());
        foreach (ref var bias in network.Bias(layer)) bias = T.CreateTruncating(Math.Sqrt(parametrisation.BiasVariance) * random.NextNormal());
    }

    private static void ThrowIfNotPositive(int value, string name, string remedy)
    {
        if (value < 1) throw new ArgumentOutOfRangeException(name, $"{name} must be ≥ 1, but was {value}; {remedy}");
    }
}
