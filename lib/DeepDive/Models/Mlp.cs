using System.Numerics;
using DeepDive.Numerics;

namespace DeepDive.Models;

/// <summary>Multilayer perceptrons: hidden layers, usually of equal width, then a linear layer to the logits.</summary>
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
        ThrowIfUnknown(initialisation);
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

    /// <summary>A network whose hidden layers differ in width or nonlinearity, with freshly drawn weights.</summary>
    /// <remarks>Streams are split as in the first overload.</remarks>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="widths">Inputs, units of each of L ≥ 1 hidden layers, outputs: [L + 2], each ≥ 1.</param>
    /// <param name="activations">Nonlinearity of each hidden layer, [L].</param>
    /// <param name="random">Source of the weights.</param>
    /// <param name="initialisation">Distribution of the weights.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is not positive, or an enumeration's value is unknown.</exception>
    /// <exception cref="ArgumentException">There is no hidden layer, or not one activation for each.</exception>
    public static Network<T> Create<T>(
        IReadOnlyList<int> widths,
        IReadOnlyList<Activation> activations,
        RandomStream random,
        Initialisation initialisation = Initialisation.PyTorch)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(widths);
        ArgumentNullException.ThrowIfNull(activations);
        ThrowIfUnknown(initialisation);
        if (widths.Count < 3 || activations.Count != widths.Count - 2)
            throw new ArgumentException($"there must be inputs, hidden layers with an activation each, and outputs, but there are {widths.Count} widths and {activations.Count} activations; give two more widths than activations", nameof(widths));
        foreach (var width in widths) ThrowIfNotPositive(width, nameof(widths), "a layer needs a unit");
        return Create<T>(widths, activations, random, (network, layer, stream) => Draw(network, layer, initialisation, stream));
    }

    private static Network<T> Create<T>(int inputs, int depth, int width, int outputs, Activation activation, RandomStream random, Action<Network<T>, int, RandomStream> draw)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ThrowIfNotPositive(inputs, nameof(inputs), "data have at least one feature");
        ThrowIfNotPositive(depth, nameof(depth), "an MLP needs a hidden layer");
        ThrowIfNotPositive(width, nameof(width), "a hidden layer needs a unit");
        ThrowIfNotPositive(outputs, nameof(outputs), "give one output a class");
        return Create([inputs, .. Enumerable.Repeat(width, depth), outputs], [.. Enumerable.Repeat(activation, depth)], random, draw);
    }

    private static Network<T> Create<T>(IReadOnlyList<int> widths, IReadOnlyList<Activation> activations, RandomStream random, Action<Network<T>, int, RandomStream> draw)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(random);
        foreach (var activation in activations)
        {
            if (!Enum.IsDefined(activation)) throw new ArgumentOutOfRangeException(nameof(activations), $"activation must be one of {string.Join(", ", Enum.GetNames<Activation>())}, but was {activation}");
        }

        var network = new Network<T>(Chain(widths, [.. activations, Activation.Identity]));
        for (var l = 0; l < network.Depth; l++) draw(network, l, random.Split("hidden").Split((ulong)l));
        draw(network, network.Depth, random.Split("output"));
        return network;
    }

    private static DenseLayer[] Chain(IReadOnlyList<int> widths, Activation[] activations)
    {
        var layers = new DenseLayer[activations.Length];
        var offset = 0;
        for (var l = 0; l < layers.Length; l++)
        {
            layers[l] = DenseLayer.At(offset, inputCount: widths[l], outputCount: widths[l + 1], activations[l]);
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

    private static void ThrowIfUnknown(Initialisation initialisation)
    {
        if (!Enum.IsDefined(initialisation)) throw new ArgumentOutOfRangeException(nameof(initialisation), $"initialisation must be one of {string.Join(", ", Enum.GetNames<Initialisation>())}, but was {initialisation}");
    }

    private static void ThrowIfNotPositive(int value, string name, string remedy)
    {
        if (value < 1) throw new ArgumentOutOfRangeException(name, $"{name} must be ≥ 1, but was {value}; {remedy}");
    }
}
