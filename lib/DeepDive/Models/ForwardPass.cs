using System.Numerics;
using DeepDive.Numerics;

namespace DeepDive.Models;

/// <summary>
/// The memory of one forward pass over n rows: every layer's z = x·Wᵀ + b and a = f(z), for taps and for the backward
/// pass. Made once and used again, so that a training step allocates nothing.
/// </summary>
/// <remarks>
/// Where z is not needed it shares memory with a: its activation overwrites it. Not thread-safe: one for each thread.
/// Legend: n rows, w outputs of a layer.
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class ForwardPass<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly DenseLayer[] _layers;
    private readonly bool _keepsPreActivations;
    private readonly Matrix<T>[] _pre;
    private readonly Matrix<T>[] _post;
    private readonly ForwardPass<T>? _whole;
    private readonly int _start;
    private Matrix<T>[]? _deltas;

    /// <summary>Memory for <paramref name="rows"/> rows through <paramref name="network"/>, its clones, and networks of the same layers.</summary>
    /// <param name="network">Gives the layers' widths and activations.</param>
    /// <param name="rows">n, at least 1.</param>
    /// <param name="keepPreActivations">Whether every z is kept beside a; otherwise only where the backward pass needs it.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rows"/> is not positive.</exception>
    public ForwardPass(Network<T> network, int rows, bool keepPreActivations = false)
        : this(network, rows, keepPreActivations, (n, width) => new Matrix<T>(n, width))
    {
    }

    /// <summary>As the other, in matrices [rows, width] of any content that <paramref name="allocate"/> makes.</summary>
    internal ForwardPass(Network<T> network, int rows, bool keepPreActivations, Func<int, int, Matrix<T>> allocate)
    {
        ArgumentNullException.ThrowIfNull(network);
        if (rows < 1) throw new ArgumentOutOfRangeException(nameof(rows), $"a forward pass must have ≥ 1 row, but was given {rows}; skip empty data");
        Rows = rows;
        _layers = [.. network.Layers];
        _keepsPreActivations = keepPreActivations;
        _post = Array.ConvertAll(_layers, layer => allocate(rows, layer.OutputCount));
        _pre = [.. _post];
        for (var l = 0; l < _layers.Length; l++)
        {
            if (HasOwnPreActivation(l)) _pre[l] = allocate(rows, _layers[l].OutputCount);
        }
    }

    private ForwardPass(ForwardPass<T> whole, int start, int rows)
    {
        (_start, Rows) = (start, rows);
        (_layers, _keepsPreActivations) = (whole._layers, whole._keepsPreActivations);
        _post = RowsOf(whole._post, start, rows);
        _pre = RowsOf(whole._pre, start, rows);
        _whole = whole;
    }

    /// <summary>Number of rows, n.</summary>
    public int Rows { get; }

    /// <summary>The last layer's output, [n, k].</summary>
    public Matrix<T> Logits => _post[^1];

    /// <summary>The rows that went through last, or null before the first pass.</summary>
    internal Matrix<T>? Input { get; set; }

    internal ReadOnlySpan<DenseLayer> Layers => _layers;

    /// <summary>a = f(z) of a layer, [n, w]; overwritten by the next pass.</summary>
    public Matrix<T> PostActivation(int layer) => _post[layer];

    /// <summary>z = x·Wᵀ + b of a layer, [n, w]; overwritten by the next pass.</summary>
    /// <exception cref="InvalidOperationException">z was not kept.</exception>
    public Matrix<T> PreActivation(int layer) => HasOwnPreActivation(layer) || _layers[layer].Activation == Activation.Identity
        ? _pre[layer]
        : throw new InvalidOperationException($"the pre-activations of layer {layer} were not kept; make the pass with keepPreActivations");

    /// <summary>A pass over the first <paramref name="rows"/> rows of this memory, for a last batch that is smaller.</summary>
    public ForwardPass<T> FirstRows(int rows)
    {
        if (rows < 1 || rows > Rows) throw new ArgumentOutOfRangeException(nameof(rows), $"rows must lie in 1…{Rows}, the rows of this pass, but was {rows}");
        return new ForwardPass<T>(this, 0, rows);
    }

    /// <summary>A pass over <paramref name="count"/> rows of this memory from <paramref name="start"/>; parts that do not overlap may be filled at the same time.</summary>
    internal ForwardPass<T> RowRange(int start, int count) => new(this, start, count);

    /// <summary>Where layer <paramref name="layer"/> computes z: its own memory, or that of a.</summary>
    internal Matrix<T> PreActivationBuffer(int layer) => _pre[layer];

    /// <summary>δ of a hidden layer, [n, w]: memory made at the first backward pass. Neighbours differ; every second layer shares.</summary>
    internal Matrix<T> Delta(int layer) => (_deltas ??= CreateDeltas())[layer];

    private static Matrix<T>[] RowsOf(Matrix<T>[] matrices, int start, int rows) => Array.ConvertAll(matrices, matrix => matrix.RowRange(start, rows));

    private bool HasOwnPreActivation(int layer) =>
        ActivationKernel.NeedsPreActivation(_layers[layer].Activation)
        || (_keepsPreActivations && _layers[layer].Activation != Activation.Identity);

    private Matrix<T>[] CreateDeltas()
    {
        if (_whole is not null) return RowsOf(_whole._deltas ??= _whole.CreateDeltas(), _start, Rows);
        var widest = _layers[..^1].Max(layer => layer.OutputCount);
        Matrix<T>[] memory = [new(1, checked(Rows * widest)), new(1, checked(Rows * widest))];
        var deltas = new Matrix<T>[_layers.Length - 1];
        for (var l = 0; l < deltas.Length; l++) deltas[l] = memory[l % 2].Reshape(0, Rows, _layers[l].OutputCount);
        return deltas;
    }
}
