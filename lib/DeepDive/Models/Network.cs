using System.Numerics;
using System.Numerics.Tensors;
using DeepDive.Numerics;

namespace DeepDive.Models;

/// <summary>A network as data: a chain of dense layers and one flat vector of parameters. The last layer gives the logits.</summary>
/// <remarks>
/// Weights are [outputs, inputs] as in PyTorch's <c>nn.Linear</c>: a = f(x·Wᵀ + b).
/// Legend: n rows, d inputs, k outputs (classes), w outputs of a layer, L hidden layers; layers count from 0 to L.
/// </remarks>
/// <typeparam name="T"><see cref="float"/>, or <see cref="double"/> where a check needs it.</typeparam>
public sealed class Network<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly DenseLayer[] _layers;
    private readonly ParameterVector<T> _parameters;

    internal Network(DenseLayer[] layers)
    {
        _layers = layers;
        _parameters = new ParameterVector<T>(layers);
    }

    /// <summary>The layers from the input to the logits, L + 1.</summary>
    public IReadOnlyList<DenseLayer> Layers => _layers;

    /// <summary>Number of hidden layers, L.</summary>
    public int Depth => _layers.Length - 1;

    /// <summary>Number of inputs, d.</summary>
    public int InputCount => _layers[0].InputCount;

    /// <summary>Number of outputs, k.</summary>
    public int OutputCount => _layers[^1].OutputCount;

    /// <summary>All parameters: W and b of layer 0, W and b of layer 1, …</summary>
    public Span<T> Parameters => _parameters.Values;

    /// <summary>Every layer's weights, [out, in] each, first layer first: views.</summary>
    public IReadOnlyList<Matrix<T>> Weights => [.. Enumerable.Range(0, _layers.Length).Select(Weight)];

    /// <summary>Weights of a layer, a view [w, inputs].</summary>
    public Matrix<T> Weight(int layer) => _parameters.Weight(layer);

    /// <summary>Biases of a layer, a view [w].</summary>
    public Span<T> Bias(int layer) => _parameters.Bias(layer);

    /// <summary>A vector of zeros laid out as this network's parameters, for a gradient.</summary>
    public ParameterVector<T> CreateGradient() => new(_layers);

    /// <summary>A network with the same layers and a copy of the parameters.</summary>
    public Network<T> Clone()
    {
        var clone = new Network<T>(_layers);
        Parameters.CopyTo(clone.Parameters);
        return clone;
    }

    /// <summary>A network with the same layers and the parameters in another precision, rounded to it.</summary>
    /// <exception cref="OverflowException">A parameter is too large for the other precision.</exception>
    public Network<TOther> To<TOther>()
        where TOther : unmanaged, IBinaryFloatingPointIeee754<TOther>
    {
        var other = new Network<TOther>(_layers);
        for (var p = 0; p < Parameters.Length; p++)
        {
            other.Parameters[p] = TOther.CreateTruncating(Parameters[p]);
            if (T.IsFinite(Parameters[p]) && !TOther.IsFinite(other.Parameters[p]))
                throw new OverflowException($"parameters must fit {typeof(TOther).Name}, but parameter {p} is {Parameters[p]}; look for a diverged training run");
        }

        return other;
    }

    /// <summary>The first layers as a network of their own, with a copy of their parameters.</summary>
    /// <param name="count">Number of layers, in 1…L + 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are no so many layers, or none is asked for.</exception>
    public Network<T> FirstLayers(int count)
    {
        if (count < 1 || count > _layers.Length) throw new ArgumentOutOfRangeException(nameof(count), count, $"the number of layers must lie in 1…{_layers.Length}, but was {count}");
        var result = new Network<T>(_layers[..count]);
        Parameters[..result.Parameters.Length].CopyTo(result.Parameters);
        return result;
    }

    /// <summary>A copy with the weights and biases of some layers taken from another network, such as this one before training.</summary>
    /// <param name="other">A network of the same layers.</param>
    /// <param name="layers">Which, from 0 to L.</param>
    /// <exception cref="ArgumentException">The other network has other layers.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer.</exception>
    public Network<T> WithLayersOf(Network<T> other, params IEnumerable<int> layers)
    {
        ArgumentNullException.ThrowIfNull(other);
        ArgumentNullException.ThrowIfNull(layers);
        if (!other._layers.AsSpan().SequenceEqual(_layers)) throw new ArgumentException($"layers must come from a network like this one, {this}, but that is {other}; take a copy of it before training", nameof(other));
        var result = Clone();
        foreach (var layer in layers)
        {
            if (layer < 0 || layer > Depth) throw new ArgumentOutOfRangeException(nameof(layers), layer, $"layers must lie in 0…{Depth}, but one was {layer}");
            var range = _layers[layer].WeightOffset..(_layers[layer].BiasOffset + _layers[layer].OutputCount);
            other.Parameters[range].CopyTo(result.Parameters[range]);
        }

        return result;
    }

    /// <summary>The logits of rows, [n, k].</summary>
    /// <param name="inputs">[n, d].</param>
    /// <exception cref="ArgumentException">The rows do not have d columns.</exception>
    public Matrix<T> Forward(Matrix<T> inputs)
    {
        ThrowIfWrongWidth(inputs);
        return new PackedNetwork<T>(this).Forward(inputs);
    }

    /// <summary>Runs rows through the network and keeps every layer's activations in <paramref name="pass"/>; allocates nothing.</summary>
    /// <param name="inputs">[n, d].</param>
    /// <param name="pass">Memory for exactly n rows.</param>
    /// <exception cref="ArgumentException">The rows do not have d columns, or the pass was made for other layers or another number of rows.</exception>
    public void Forward(Matrix<T> inputs, ForwardPass<T> pass)
    {
        ThrowIfWrongWidth(inputs);
        ThrowIfWrongPass(pass);
        if (inputs.Rows != pass.Rows) throw new ArgumentException($"inputs must have as many rows as the pass, but there are {inputs.Rows} and {pass.Rows}; use ForwardPass.FirstRows for fewer", nameof(inputs));
        pass.Input = inputs;
        var input = inputs;
        for (var l = 0; l < _layers.Length; l++)
        {
            var (pre, post) = (pass.PreActivationBuffer(l), pass.PostActivation(l));
            MatMul.NT(input, Weight(l), pre);
            for (var i = 0; i < pre.Rows; i++) ActivationKernel.Apply(_layers[l].Activation, Bias(l), pre.Row(i), post.Row(i));
            input = post;
        }
    }

    /// <summary>
    /// The gradient of a loss by every parameter, by backpropagation (Rumelhart, Hinton and Williams 1986):
    /// ∂W_l = δ_lᵀ·a_{l−1}, ∂b_l = Σ rows of δ_l, δ_{l−1} = (δ_l·W_l) ∘ f′(z_{l−1}); allocates nothing after the first call.
    /// </summary>
    /// <param name="pass">A pass that <see cref="Forward(Matrix{T}, ForwardPass{T})"/> has filled with this network's current parameters.</param>
    /// <param name="outputDelta">Derivative of the loss by the logits, [n, k].</param>
    /// <param name="gradient">Overwritten; from <see cref="CreateGradient"/>.</param>
    /// <exception cref="ArgumentException">Pass, delta or gradient do not fit the network, or nothing went through the pass.</exception>
    public void Backward(ForwardPass<T> pass, Matrix<T> outputDelta, ParameterVector<T> gradient)
    {
        ThrowIfWrongPass(pass);
        ArgumentNullException.ThrowIfNull(outputDelta);
        ArgumentNullException.ThrowIfNull(gradient);
        if (pass.Input is null) throw new ArgumentException("the pass must be filled before its gradient is taken; call Forward with it first", nameof(pass));
        if (outputDelta.Rows != pass.Rows || outputDelta.Columns != OutputCount) throw new ArgumentException($"the output delta must be [{pass.Rows}, {OutputCount}] as the logits are, but was [{outputDelta.Rows}, {outputDelta.Columns}]", nameof(outputDelta));
        if (gradient.Values.Length != Parameters.Length) throw new ArgumentException($"the gradient must have {Parameters.Length} elements, but has {gradient.Values.Length}; use CreateGradient", nameof(gradient));
        var delta = outputDelta;
        SumRows(delta, gradient.Bias(Depth));
        for (var l = Depth; l > 0; l--)
        {
            MatMul.TN(delta, pass.PostActivation(l - 1), gradient.Weight(l));
            var before = pass.Delta(l - 1);
            MatMul.NN(delta, Weight(l), before);
            FinishDelta(pass, l - 1, before, gradient.Bias(l - 1));
            delta = before;
        }

        MatMul.TN(delta, pass.Input, gradient.Weight(0));
    }

    /// <summary>The class with the largest logit of each row, [n]; the first of equals.</summary>
    /// <param name="inputs">[n, d].</param>
    /// <exception cref="ArgumentException">The rows do not have d columns.</exception>
    public int[] Predict(Matrix<T> inputs) => Logits.Classes(Forward(inputs));

    /// <summary>Share of rows whose predicted class is their label.</summary>
    /// <param name="inputs">[n, d], n ≥ 1.</param>
    /// <param name="labels">[n].</param>
    /// <exception cref="ArgumentException">The rows do not have d columns, or are not as many as the labels, or there are none.</exception>
    public double Accuracy(Matrix<T> inputs, ReadOnlySpan<int> labels)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (inputs.Rows == 0 || inputs.Rows != labels.Length)
            throw new ArgumentException($"there must be a row, and a label for each, but there are {inputs.Rows} rows and {labels.Length} labels; give both of one data set", nameof(labels));
        return Logits.Accuracy(Predict(inputs), labels);
    }

    /// <summary>The probability of each class for each row, softmax of the logits: exp(z_c − max z) / Σ exp(z − max z); [n, k].</summary>
    /// <param name="inputs">[n, d].</param>
    /// <exception cref="ArgumentException">The rows do not have d columns.</exception>
    public Matrix<T> Probabilities(Matrix<T> inputs) => Logits.Softmax(Forward(inputs));

    /// <summary>What each layer makes of rows: one matrix [n, w] for each hidden layer, and the logits [n, k] as the last entry.</summary>
    /// <param name="inputs">[n, d], n ≥ 1.</param>
    /// <param name="tap">Before or after the nonlinearity; the logits have none.</param>
    /// <exception cref="ArgumentException">The rows do not have d columns, or there are none.</exception>
    public IReadOnlyList<Matrix<T>> Representations(Matrix<T> inputs, Tap tap = Tap.PostActivation)
    {
        ThrowIfWrongWidth(inputs);
        var pass = new ForwardPass<T>(this, inputs.Rows, keepPreActivations: tap == Tap.PreActivation);
        Forward(inputs, pass);
        var result = new Matrix<T>[_layers.Length];
        for (var l = 0; l < result.Length; l++) result[l] = tap == Tap.PreActivation ? pass.PreActivation(l) : pass.PostActivation(l);
        return result;
    }

    /// <summary>The derivative φ′(z) of each hidden layer's activation at each row: one matrix [n, w] for each hidden layer.</summary>
    /// <param name="inputs">[n, d], n ≥ 1.</param>
    /// <exception cref="ArgumentException">The rows do not have d columns, or there are none.</exception>
    public IReadOnlyList<Matrix<T>> ActivationDerivatives(Matrix<T> inputs)
    {
        ThrowIfWrongWidth(inputs);
        var pass = new ForwardPass<T>(this, inputs.Rows);
        Forward(inputs, pass);
        return [.. Enumerable.Range(0, Depth).Select(layer => DerivativeOf(pass, layer))];
    }

    /// <inheritdoc/>
    public override string ToString() => $"Network [{InputCount}→{string.Join('→', _layers.Select(layer => layer.OutputCount))}], {_layers[0].Activation}";

    // One sweep over the rows: δ ∘= f′(z) and the bias gradient, while the row is in cache.
    private void FinishDelta(ForwardPass<T> pass, int layer, Matrix<T> delta, Span<T> biasGradient)
    {
        var (pre, post) = (pass.PreActivationBuffer(layer), pass.PostActivation(layer));
        biasGradient.Clear();
        for (var i = 0; i < delta.Rows; i++)
        {
            ActivationKernel.MultiplyByDerivative(_layers[layer].Activation, pre.Row(i), post.Row(i), delta.Row(i));
            TensorPrimitives.Add(biasGradient, delta.Row(i), biasGradient);
        }
    }

    private static void SumRows(Matrix<T> matrix, Span<T> sum)
    {
        sum.Clear();
        for (var i = 0; i < matrix.Rows; i++) TensorPrimitives.Add(sum, matrix.Row(i), sum);
    }

    private void ThrowIfWrongWidth(Matrix<T> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (inputs.Columns != InputCount) throw new ArgumentException($"inputs must have {InputCount} columns as the network has inputs, but have {inputs.Columns}; create the network for this data", nameof(inputs));
    }

    private void ThrowIfWrongPass(ForwardPass<T> pass)
    {
        ArgumentNullException.ThrowIfNull(pass);
        if (!pass.Layers.SequenceEqual(_layers)) throw new ArgumentException("the pass was made for a network with other layers; make one for this network", nameof(pass));
    }

    private Matrix<T> DerivativeOf(ForwardPass<T> pass, int layer)
    {
        var activation = _layers[layer].Activation;
        var pre = ActivationKernel.NeedsPreActivation(activation) ? pass.PreActivation(layer) : pass.PostActivation(layer);
        var result = new Matrix<T>(pass.Rows, _layers[layer].OutputCount);
        for (var i = 0; i < result.Rows; i++)
        {
            result.Row(i).Fill(T.One);
            ActivationKernel.MultiplyByDerivative<T>(activation, pre.Row(i), pass.PostActivation(layer).Row(i), result.Row(i));
        }

        return result;
    }
}
