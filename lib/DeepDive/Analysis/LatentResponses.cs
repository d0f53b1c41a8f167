using System.Numerics;
using DeepDive.Models;
using DeepDive.Numerics;

namespace DeepDive.Analysis;

/// <summary>
/// How far a network of two classes has learnt each feature of its tangent kernel: the latent responses z = Uᵀ(y∘ŷ) of gradient
/// starvation (Pezeshki et al. 2021, section 2), with y = ±1 the labels, ŷ the log-odds and y∘Φ = U·S·Vᵀ the label-signed tangent features
/// Φ = ∂ŷ/∂θ at the network that the features are taken of. Legend: n rows, d inputs, q features.
/// </summary>
/// <remarks>
/// U is y∘(eigenvectors of Θ = ΦΦᵀ), and S² its eigenvalues, so that y cancels but for signs: each feature's is chosen such that Σ_i U_ij ≥ 0, the
/// direction in which it speaks for the labels. Features stay those of one network, usually the one before training; responses are of
/// the same rows at any time. ŷ = f₁ − f₀ with two outputs (<see cref="NtkOutput.LogOdds"/>), f with one. Results do not depend on <see cref="Workers.Count"/>.
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class LatentResponses<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Matrix<T> _x;
    private readonly int[] _signs;
    private readonly int _outputs;

    /// <summary>The strongest features of a network.</summary>
    /// <param name="network">Whose tangent features; it may be trained afterwards.</param>
    /// <param name="x">[n, d].</param>
    /// <param name="labels">[n], 0 or 1.</param>
    /// <param name="count">q in 1…n.</param>
    /// <exception cref="ArgumentException">
    /// Inputs, labels or parameters are not finite or do not fit together, or the network has more than two outputs.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">The count is not in 1…n.</exception>
    public LatentResponses(Network<T> network, Matrix<T> x, int[] labels, int count)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(labels);
        if (labels.Length != x.Rows) throw new ArgumentException($"there must be one label a row, but there are {labels.Length} labels and {x.Rows} rows", nameof(labels));
        var wrong = Array.FindIndex(labels, label => label is not (0 or 1));
        if (wrong >= 0) throw new ArgumentException($"labels must be 0 or 1, but label {wrong} is {labels[wrong]}", nameof(labels));
        if (network.OutputCount > 2) throw new ArgumentException($"the network must have one or two outputs, but has {network.OutputCount}; gradient starvation is defined for two classes", nameof(network));
        (_x, _outputs) = (x, network.OutputCount);
        _signs = [.. labels.Select(label => 2 * label - 1)];
        (StrengthSquared, Features) = SymmetricEigen.Top(Ntk.Kernel(network, x, network.OutputCount == 2 ? NtkOutput.LogOdds() : 0), count);
        for (var j = 0; j < count; j++) Sign(j);
    }

    /// <summary>S², the largest eigenvalues of Θ, largest first, [q].</summary>
    public IReadOnlyList<double> StrengthSquared { get; }

    /// <summary>U, one feature a column, [n, q].</summary>
    public Matrix<T> Features { get; }

    /// <summary>z of a network on the same rows, [q].</summary>
    /// <param name="network">Such as a checkpoint of the training.</param>
    /// <exception cref="ArgumentException">The network has other inputs or outputs.</exception>
    public double[] Of(Network<T> network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return Of(network.Forward(_x));
    }

    /// <summary>z of the logits of the same rows, [q].</summary>
    /// <param name="logits">[n, k], k the outputs of the network that the features are of.</param>
    /// <exception cref="ArgumentException">The logits have another shape, or are not finite.</exception>
    public double[] Of(Matrix<T> logits)
    {
        Guard.ThrowIfEmptyOrNotFinite(logits, "the logits");
        if (logits.Rows != _signs.Length || logits.Columns != _outputs)
            throw new ArgumentException($"the logits must be [{_signs.Length}, {_outputs}], but were [{logits.Rows}, {logits.Columns}]; give those of the rows and of a network such as the features are of", nameof(logits));
        var responses = new double[Features.Columns];
        for (var i = 0; i < logits.Rows; i++)
        {
            var logOdds = double.CreateTruncating(logits[i, logits.Columns - 1]) - (logits.Columns == 2 ? double.CreateTruncating(logits[i, 0]) : 0);
            for (var j = 0; j < responses.Length; j++) responses[j] += double.CreateTruncating(Features[i, j]) * _signs[i] * logOdds;
        }

        return responses;
    }

    private void Sign(int j)
    {
        var sum = 0.0;
        for (var i = 0; i < _signs.Length; i++) sum += _signs[i] * double.CreateTruncating(Features[i, j]);
        for (var i = 0; i < _signs.Length; i++) Features[i, j] *= T.CreateTruncating(sum < 0 ? -_signs[i] : _signs[i]);
    }
}
