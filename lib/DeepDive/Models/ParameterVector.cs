using System.Numerics;
using DeepDive.Numerics;

namespace DeepDive.Models;

/// <summary>
/// All weights and biases of a network, or their gradient, as one flat aligned vector with a view for each layer:
/// W of layer 0, b of layer 0, W of layer 1, … without gaps (the order of PyTorch's <c>parameters_to_vector</c>).
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class ParameterVector<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Matrix<T> _flat;
    private readonly Matrix<T>[] _weights;
    private readonly Matrix<T>[] _biases;

    internal ParameterVector(ReadOnlySpan<DenseLayer> layers)
    {
        var count = 0;
        foreach (var layer in layers) count = checked(count + layer.ParameterCount);
        _flat = new Matrix<T>(1, count);
        (_weights, _biases) = (new Matrix<T>[layers.Length], new Matrix<T>[layers.Length]);
        for (var l = 0; l < layers.Length; l++)
        {
            _weights[l] = _flat.Reshape(layers[l].WeightOffset, layers[l].OutputCount, layers[l].InputCount);
            _biases[l] = _flat.Reshape(layers[l].BiasOffset, 1, layers[l].OutputCount);
        }
    }

    /// <summary>Every element, in the order of the layers.</summary>
    public Span<T> Values => _flat.AsSpan();

    /// <summary>Weights of layer <paramref name="layer"/>, a view [outputs, inputs].</summary>
    public Matrix<T> Weight(int layer) => _weights[layer];

    /// <summary>Biases of layer <paramref name="layer"/>, a view [outputs].</summary>
    public Span<T> Bias(int layer) => _biases[layer].AsSpan();
}
