using System.Numerics;
using System.Numerics.Tensors;
using DeepDive.Numerics;

namespace DeepDive.Models;

/// <summary>
/// A network whose layers before a boundary b are ordinary, and whose layers t from b on are linearised in their parameters around
/// the initial ones, with tangent features taken at what the boundary receives, h:
/// f(x) = t_θ₀(h) + ∂t_θ₀(h)/∂θ · (θ − θ₀).
/// </summary>
/// <remarks>
/// b = 0 is the lazy model f_θ₀(x) + J(x)·(θ − θ₀) (Jacot, Gabriel and Hongler 2018; Chizat, Oyallon and Bach 2019). b = L and b = L + 1
/// are the ordinary network, up to rounding at L: the last layer is linear in its parameters as it stands.
/// θ is the whole vector of parameters, laid out as the network's; it starts at θ₀.
/// Results do not depend on <see cref="Workers.Count"/>. Not to be used on one thread while it is trained on another.
/// Legend: n rows, d inputs, k outputs, L hidden layers.
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class PipedNetwork<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Network<T> _current;

    /// <summary>A model that starts at a network's present parameters, which are copied.</summary>
    /// <param name="network">Layers and θ₀.</param>
    /// <param name="boundary">b, the first layer that is linearised, 0…L + 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The boundary lies outside 0…L + 1.</exception>
    public PipedNetwork(Network<T> network, int boundary)
        : this(Checked(network, boundary).Clone(), network.Clone(), network.CreateGradient(), boundary)
    {
    }

    private PipedNetwork(Network<T> initial, Network<T> current, ParameterVector<T> shift, int boundary) =>
        (Initial, _current, Shift, Boundary) = (initial, current, shift, boundary);

    /// <summary>The network at θ₀; not to be changed.</summary>
    public Network<T> Initial { get; }

    /// <summary>b: layers 0…b − 1 are ordinary, layers b…L linearised.</summary>
    public int Boundary { get; }

    /// <summary>The layers from the input to the logits, L + 1.</summary>
    public IReadOnlyList<DenseLayer> Layers => Initial.Layers;

    /// <summary>Number of hidden layers, L.</summary>
    public int Depth => Initial.Depth;

    /// <summary>Number of inputs, d.</summary>
    public int InputCount => Initial.InputCount;

    /// <summary>Number of outputs, k.</summary>
    public int OutputCount => Initial.OutputCount;

    /// <summary>θ: W and b of layer 0, W and b of layer 1, …</summary>
    public Span<T> Parameters => _current.Parameters;

    /// <summary>θ − θ₀ as of the last <see cref="UpdateShift()"/>.</summary>
    internal ParameterVector<T> Shift { get; }

    /// <summary>The model at θ₀ = the network's parameters whose shift is a given direction: its rate is J·u.</summary>
    internal static PipedNetwork<T> Along(Network<T> network, ParameterVector<T> direction) => new(network, network, direction, 0);

    /// <summary>A vector of zeros laid out as the parameters, for a gradient.</summary>
    public ParameterVector<T> CreateGradient() => Initial.CreateGradient();

    /// <summary>A model with the same boundary and θ₀, and a copy of θ.</summary>
    public PipedNetwork<T> Clone() => new(Initial, _current.Clone(), CreateGradient(), Boundary);

    /// <summary>f of rows, [n, k]; beside the result, memory for a few blocks of rows.</summary>
    /// <param name="inputs">[n, d].</param>
    /// <exception cref="ArgumentException">The rows do not have d columns.</exception>
    public Matrix<T> Forward(Matrix<T> inputs)
    {
        ThrowIfWrongWidth(inputs);
        UpdateShift();
        return ForwardBlocks(inputs, pass => pass.Logits);
    }

    /// <summary>The gradient of a loss by every parameter; exact for every activation.</summary>
    /// <param name="inputs">[n, d].</param>
    /// <param name="outputDelta">Derivative of the loss by the logits, [n, k].</param>
    /// <exception cref="ArgumentException">Inputs or delta do not fit the model.</exception>
    public ParameterVector<T> Gradient(Matrix<T> inputs, Matrix<T> outputDelta)
    {
        ThrowIfWrongWidth(inputs);
        ArgumentNullException.ThrowIfNull(outputDelta);
        if (outputDelta.Rows != inputs.Rows || outputDelta.Columns != OutputCount) throw new ArgumentException($"the output delta must be [{inputs.Rows}, {OutputCount}] as the logits are, but was [{outputDelta.Rows}, {outputDelta.Columns}]", nameof(outputDelta));
        UpdateShift();
        var (pass, gradient, blocks) = (new PipedPass<T>(this, inputs, backward: true), CreateGradient(), new RowBlocks(inputs.Rows));
        Workers.For(blocks.Count, block =>
        {
            var (first, rows) = (blocks.Start(block), blocks.Length(block));
            var part = pass.Rows(first, rows);
            part.Forward();
            for (var i = 0; i < rows; i++) outputDelta.Row(first + i).CopyTo(part.OutputDelta.Row(i));
            part.Backward();
        });
        for (var l = 0; l < Layers.Count; l++)
        {
            MatMul.TN(pass.ParameterDelta(l), pass.InputOf(l), gradient.Weight(l));
            for (var i = 0; i < inputs.Rows; i++) TensorPrimitives.Add(gradient.Bias(l), pass.ParameterDelta(l).Row(i), gradient.Bias(l));
        }

        return gradient;
    }

    /// <summary>The class with the largest logit of each row, [n]; the first of equals.</summary>
    /// <param name="inputs">[n, d].</param>
    /// <exception cref="ArgumentException">The rows do not have d columns.</exception>
    public int[] Predict(Matrix<T> inputs) => Logits.Classes(Forward(inputs));

    /// <summary>The probability of each class for each row, softmax of the logits, [n, k].</summary>
    /// <param name="inputs">[n, d].</param>
    /// <exception cref="ArgumentException">The rows do not have d columns.</exception>
    public Matrix<T> Probabilities(Matrix<T> inputs) => Logits.Softmax(Forward(inputs));

    /// <inheritdoc/>
    public override string ToString() => $"Piped {Initial}, linearised from layer {Boundary}";

    /// <summary>Whose weights values go forward with: θ before the boundary, θ₀ from there on.</summary>
    internal Network<T> ForwardWeights(int layer) => layer < Boundary ? _current : Initial;

    /// <summary>Takes θ − θ₀ over into <see cref="Shift"/>; to be called after the parameters have changed.</summary>
    internal void UpdateShift() => UpdateShift(0, Parameters.Length);

    /// <summary>The same of some parameters.</summary>
    internal void UpdateShift(int start, int count) =>
        TensorPrimitives.Subtract(Parameters.Slice(start, count), Initial.Parameters.Slice(start, count), Shift.Values.Slice(start, count));

    /// <summary>A result [n, k] of each block's pass; the shift is up to date.</summary>
    internal Matrix<T> ForwardBlocks(Matrix<T> inputs, Func<PipedPass<T>, Matrix<T>> resultOf)
    {
        var (result, blocks) = (new Matrix<T>(inputs.Rows, OutputCount), new RowBlocks(inputs.Rows));
        if (inputs.Rows == 0) return result;
        using var passes = new ThreadLocal<PipedPass<T>>(() => new(this, new Matrix<T>(blocks.Length(0), InputCount), backward: false));
        Workers.For(blocks.Count, block =>
        {
            var (first, rows) = (blocks.Start(block), blocks.Length(block));
            var pass = rows == blocks.Length(0) ? passes.Value! : passes.Value!.Rows(0, rows);
            for (var i = 0; i < rows; i++) inputs.Row(first + i).CopyTo(pass.Inputs.Row(i));
            pass.Forward();
            for (var i = 0; i < rows; i++) resultOf(pass).Row(i).CopyTo(result.Row(first + i));
        });
        return result;
    }

    private static Network<T> Checked(Network<T> network, int boundary)
    {
        ArgumentNullException.ThrowIfNull(network);
        if ((uint)boundary > (uint)network.Layers.Count)
            throw new ArgumentOutOfRangeException(nameof(boundary), $"the boundary must lie in 0…{network.Layers.Count}, but was {boundary}; 0 linearises all layers, {network.Layers.Count} none");
        return network;
    }

    private void ThrowIfWrongWidth(Matrix<T> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (inputs.Columns != InputCount) throw new ArgumentException($"inputs must have {InputCount} columns as the network has inputs, but have {inputs.Columns}; create the network for this data", nameof(inputs));
    }
}
