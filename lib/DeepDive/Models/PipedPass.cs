using System.Numerics;
using System.Numerics.Tensors;
using DeepDive.Numerics;

namespace DeepDive.Models;

/// <summary>
/// The memory of a pass of n rows through a <see cref="PipedNetwork{T}"/>, forward and backward. Views of some of the rows
/// are passes too, which threads may run side by side; no row's bits depend on the others'.
/// </summary>
/// <remarks>
/// Before the boundary b, layers are ordinary. From b on, values z, a are those of the first weights W₀, and rates ż, ȧ their
/// derivatives along the shift Δ = θ − θ₀: ż = ȧ·W₀ᵀ + a·ΔWᵀ + Δb, ȧ = φ′(z)∘ż, with ȧ = 0 at the boundary (forward mode,
/// Wengert 1964). Backward, with δz̄ and δż̄ the derivatives of the loss by z and ż: ǡ = ż̄·W₀ and ā = z̄·W₀ + ż̄·ΔW, then
/// ż̄ = φ′∘ǡ and z̄ = φ′∘ā + φ″∘ż∘ǡ.
/// </remarks>
internal sealed class PipedPass<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly PipedNetwork<T> _model;
    private readonly Matrix<T>[] _pre, _post, _rate, _postRate, _delta, _rateDelta;

    /// <summary>A pass of the rows of <paramref name="inputs"/>, [n, d].</summary>
    /// <param name="model">Layers, boundary and weights.</param>
    /// <param name="inputs">Read at each forward pass.</param>
    /// <param name="backward">Whether there is to be a backward pass, which takes memory of its own.</param>
    public PipedPass(PipedNetwork<T> model, Matrix<T> inputs, bool backward)
    {
        (_model, Inputs) = (model, inputs);
        var (count, boundary) = (model.Layers.Count, model.Boundary);
        Matrix<T> Memory(int layer) => new(inputs.Rows, model.Layers[layer].OutputCount);
        Matrix<T>[] Fill(int first, Func<int, Matrix<T>> memory) => [.. Enumerable.Range(0, count).Select(l => l < first ? null! : memory(l))];
        _post = Fill(0, Memory);
        _pre = Fill(0, l => ActivationKernel.NeedsPreActivation(model.Layers[l].Activation) ? Memory(l) : _post[l]);
        _rate = Fill(boundary, Memory);
        _postRate = Fill(boundary, l => ActivationKernel.HasCurvature(model.Layers[l].Activation) ? Memory(l) : _rate[l]);
        (_delta, _rateDelta) = ([], []);
        if (!backward) return;

        // The logits are the sum of value and rate, so that their derivative is that of either.
        _delta = Fill(0, Memory);
        _rateDelta = Fill(boundary, l => l == count - 1 ? _delta[l] : Memory(l));
    }

    private PipedPass(PipedPass<T> whole, int first, int rows)
    {
        Matrix<T>[] Part(Matrix<T>[] matrices) => Array.ConvertAll(matrices, matrix => matrix?.RowRange(first, rows)!);
        (_model, Inputs) = (whole._model, whole.Inputs.RowRange(first, rows));
        (_pre, _post, _rate, _postRate) = (Part(whole._pre), Part(whole._post), Part(whole._rate), Part(whole._postRate));
        (_delta, _rateDelta) = (Part(whole._delta), Part(whole._rateDelta));
    }

    /// <summary>[n, d].</summary>
    public Matrix<T> Inputs { get; }

    /// <summary>What the model gives for each row after <see cref="Forward"/>, [n, k].</summary>
    public Matrix<T> Logits => _post[^1];

    /// <summary>The part of the logits that is linear in the shift, [n, k]; there is one if the boundary is not behind all layers.</summary>
    public Matrix<T> LogitRate => _rate[^1];

    /// <summary>The derivative of the loss by the logits, [n, k], to be filled before <see cref="Backward"/>.</summary>
    public Matrix<T> OutputDelta => _delta[^1];

    /// <summary>A pass of some of the rows, in this one's memory.</summary>
    public PipedPass<T> Rows(int first, int rows) => new(this, first, rows);

    /// <summary>What enters a layer, [n, w].</summary>
    public Matrix<T> InputOf(int layer) => layer == 0 ? Inputs : _post[layer - 1];

    /// <summary>The derivative of the loss by what a layer's parameters are added to: by ż from the boundary on, else by z; [n, w].</summary>
    public Matrix<T> ParameterDelta(int layer) => layer < _model.Boundary ? _delta[layer] : _rateDelta[layer];

    /// <summary>Takes all rows through all layers.</summary>
    public void Forward()
    {
        for (var l = 0; l < _post.Length; l++)
        {
            var (weights, activation) = (_model.ForwardWeights(l), _model.Layers[l].Activation);
            Multiply(InputOf(l), weights.Weight(l), weights.Bias(l), _pre[l]);
            ActivationKernel.Apply<T>(activation, _pre[l].AsSpan(), _post[l].AsSpan());
            if (l >= _model.Boundary) ForwardRate(l, activation);
        }

        if (_model.Boundary < _post.Length) TensorPrimitives.Add<T>(Logits.AsSpan(), LogitRate.AsSpan(), Logits.AsSpan());
    }

    /// <summary>Takes <see cref="OutputDelta"/> back to the first layer.</summary>
    public void Backward()
    {
        for (var l = _post.Length - 1; l > 0; l--)
        {
            var weight = _model.ForwardWeights(l).Weight(l);
            var valueCounts = _model.Boundary > 0; // else no parameter lies below the values
            if (valueCounts) MatMul.NN(_delta[l], weight, _delta[l - 1]);
            if (l >= _model.Boundary && valueCounts) MatMul.NN(_rateDelta[l], _model.Shift.Weight(l), _delta[l - 1], accumulate: true);
            if (l > _model.Boundary) MatMul.NN(_rateDelta[l], weight, _rateDelta[l - 1]);
            BackwardActivation(l - 1, _model.Layers[l - 1].Activation, valueCounts);
        }
    }

    // x·Wᵀ + b. What is done element by element takes a block as one long vector: rows are too short to be worth a call each.
    private static void Multiply(Matrix<T> x, Matrix<T> weight, ReadOnlySpan<T> bias, Matrix<T> result)
    {
        var span = result.AsSpan();
        bias.CopyTo(span);
        for (var filled = bias.Length; filled < span.Length; filled *= 2) span[..Math.Min(filled, span.Length - filled)].CopyTo(span[filled..]);
        MatMul.NT(x, weight, result, accumulate: true);
    }

    private void ForwardRate(int l, Activation activation)
    {
        Multiply(InputOf(l), _model.Shift.Weight(l), _model.Shift.Bias(l), _rate[l]);
        if (l > _model.Boundary) MatMul.NT(_postRate[l - 1], _model.ForwardWeights(l).Weight(l), _rate[l], accumulate: true);
        if (ActivationKernel.HasCurvature(activation)) _rate[l].AsSpan().CopyTo(_postRate[l].AsSpan());
        ActivationKernel.MultiplyByDerivative<T>(activation, _pre[l].AsSpan(), _post[l].AsSpan(), _postRate[l].AsSpan());
    }

    private void BackwardActivation(int l, Activation activation, bool valueCounts)
    {
        var pre = _pre[l].AsSpan();
        var post = _post[l].AsSpan();
        if (valueCounts) ActivationKernel.MultiplyByDerivative<T>(activation, pre, post, _delta[l].AsSpan());
        if (l < _model.Boundary) return;
        if (valueCounts) ActivationKernel.AddCurvature<T>(activation, post, _rate[l].AsSpan(), _rateDelta[l].AsSpan(), _delta[l].AsSpan());
        ActivationKernel.MultiplyByDerivative<T>(activation, pre, post, _rateDelta[l].AsSpan());
    }
}
