using System.Numerics;
using System.Numerics.Tensors;
using DeepDive.Models;
using DeepDive.Numerics;

namespace DeepDive.Analysis;

/// <summary>
/// How a network that is linearised at its present parameters, f(θ₀) + J·(θ − θ₀), trains by full-batch gradient descent, in closed form
/// (Jacot, Gabriel and Hongler 2018; Lee et al. 2019, section 2.2, in discrete time). Legend: n rows, k outputs, t steps, η learning rate.
/// </summary>
/// <remarks>
/// The loss is the mean over rows of ½ ‖f(x_i) − y_i‖², which is <see cref="Training.Loss.Squared"/>; no momentum, no weight decay. With Θ = J·Jᵀ,
/// [n·k, n·k], training row by training row,
/// f_t(x) = f₀(x) + Θ(x, X)·Θ⁻¹·(I − (I − ηΘ/n)^t)·(y − f₀(X)),
/// taken in Θ's eigenbasis as η/n · Σ_{s&lt;t} (1 − ηλ/n)^s, which needs no inverse. This is <see cref="PipedNetwork{T}"/> of boundary 0 under
/// <see cref="Training.Sgd"/>, for any t at the cost of one. Where Θ is zero (eigenvalues up to n·k · 2⁻⁵² · λ₁) nothing moves. Float64;
/// decomposing Θ takes about 8·(n·k)³ operations, so n·k should stay below a few thousand. Results do not depend on <see cref="Workers.Count"/>.
/// </remarks>
public sealed class LazyDynamics
{
    private const double Epsilon = 1.0 / (1L << 52);

    private readonly Network<double> _network;
    private readonly Matrix<double> _inputs;
    private readonly Matrix<double> _vectors;
    private readonly double[] _values;
    private readonly double[] _residuals;

    private LazyDynamics(Network<double> network, Matrix<double> inputs, Matrix<double> targets)
    {
        (_network, _inputs) = (network, inputs);
        (_values, _vectors) = SymmetricEigen.Decompose(Ntk.Full(network, inputs));
        var (residuals, inBasis) = (new Matrix<double>(1, _values.Length), new Matrix<double>(1, _values.Length));
        TensorPrimitives.Subtract(targets.AsSpan(), network.Forward(inputs).AsSpan(), residuals.AsSpan());
        MatMul.NN(residuals, _vectors, inBasis);
        _residuals = inBasis.Row(0).ToArray();
    }

    /// <summary>λ of Θ, largest first, [n·k].</summary>
    public IReadOnlyList<double> Eigenvalues => _values;

    /// <summary>2n/λ₁: from this learning rate on training diverges.</summary>
    public double LargestStableRate => 2 * _inputs.Rows / _values[0];

    /// <summary>Training towards given targets.</summary>
    /// <param name="network">f and θ₀; copied.</param>
    /// <param name="inputs">X, [n, d].</param>
    /// <param name="targets">y, [n, k].</param>
    /// <exception cref="ArgumentException">Inputs, targets or parameters are not finite or do not fit together, or the kernel is larger than the memory.</exception>
    public static LazyDynamics Of<T>(Network<T> network, Matrix<T> inputs, Matrix<T> targets)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(inputs);
        Guard.ThrowIfEmptyOrNotFinite(targets, "the targets");
        if (targets.Rows != inputs.Rows || targets.Columns != network.OutputCount)
            throw new ArgumentException($"the targets must be [{inputs.Rows}, {network.OutputCount}] as the logits are, but were [{targets.Rows}, {targets.Columns}]", nameof(targets));
        return new LazyDynamics(network.To<double>(), inputs.To<double>(), targets.To<double>());
    }

    /// <summary>Training towards the labels' one-hot vectors, as <see cref="Training.Trainer"/> trains.</summary>
    /// <param name="network">f and θ₀, one output a class; copied.</param>
    /// <param name="inputs">X, [n, d].</param>
    /// <param name="labels">[n], each in 0…k−1.</param>
    /// <exception cref="ArgumentException">Inputs, labels or parameters are not finite or do not fit together, or the kernel is larger than the memory.</exception>
    public static LazyDynamics Of<T>(Network<T> network, Matrix<T> inputs, int[] labels)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(labels);
        var targets = new Matrix<T>(labels.Length, network.OutputCount);
        for (var i = 0; i < labels.Length; i++)
        {
            if ((uint)labels[i] >= (uint)network.OutputCount)
                throw new ArgumentException($"labels must lie in 0…{network.OutputCount - 1}, one output a class, but label {i} is {labels[i]}", nameof(labels));
            targets[i, labels[i]] = T.One;
        }

        return Of(network, inputs, targets);
    }

    /// <summary>Outputs of the training rows after some steps, [n, k].</summary>
    /// <param name="steps">t ≥ 0.</param>
    /// <param name="rate">η &gt; 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">Steps or rate are out of range.</exception>
    public Matrix<double> Outputs(long steps, double rate) => Train(Moves(steps, rate));

    /// <summary>Outputs of other rows after some steps, [m, k].</summary>
    /// <param name="x">[m, d].</param>
    /// <param name="steps">t ≥ 0.</param>
    /// <param name="rate">η &gt; 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">Steps or rate are out of range.</exception>
    /// <exception cref="ArgumentException">The rows are not finite or do not fit the network.</exception>
    public Matrix<double> Outputs<T>(Matrix<T> x, long steps, double rate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Other(x, Moves(steps, rate));

    /// <summary>Outputs of the training rows as t → ∞ at a stable rate, [n, k]: the targets, but for their part where Θ is zero.</summary>
    public Matrix<double> Limit() => Train(LimitMoves());

    /// <summary>Outputs of other rows as t → ∞: f₀(x) + Θ(x, X)·Θ⁺·(y − f₀(X)), kernel regression without a ridge; [m, k].</summary>
    /// <param name="x">[m, d].</param>
    /// <exception cref="ArgumentException">The rows are not finite or do not fit the network.</exception>
    public Matrix<double> Limit<T>(Matrix<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Other(x, LimitMoves());

    /// <summary>Uᵀα of f_t(x) = f₀(x) + Θ(x, X)·α.</summary>
    private double[] Moves(long steps, double rate)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(steps);
        if (!(rate > 0 && double.IsFinite(rate))) throw new ArgumentOutOfRangeException(nameof(rate), $"the learning rate must be > 0 and finite, but was {rate}; training converges below {nameof(LargestStableRate)}");
        var share = rate / _inputs.Rows;
        return Moves(value => share * GeometricSum(1 - share * value, steps));
    }

    private double[] LimitMoves() => Moves(value => 1 / value);

    private double[] Moves(Func<double, double> weight)
    {
        var negligible = _values.Length * Epsilon * _values[0];
        return [.. _residuals.Zip(_values, (residual, value) => value > negligible ? residual * weight(value) : 0)];
    }

    /// <summary>1 + q + … + q^(count − 1), by the digits of the count: q near 1 costs no digits, as (1 − q^count)/(1 − q) would.</summary>
    private static double GeometricSum(double q, long count)
    {
        var (sum, power) = (0.0, 1.0); // of as many terms as the leading digits say
        for (var digit = 63 - BitOperations.LeadingZeroCount((ulong)count); digit >= 0; digit--)
        {
            (sum, power) = (sum * (1 + power), power * power);
            if ((count >> digit & 1) != 0) (sum, power) = (1 + q * sum, q * power);
        }

        return sum;
    }

    private Matrix<double> Train(double[] moves) => Moved(_inputs, FromBasis([.. moves.Zip(_values, (move, value) => move * value)]));

    private Matrix<double> Other<T>(Matrix<T> x, double[] moves)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(x);
        var rows = x.To<double>();
        var kernel = Ntk.Kernel(_network, rows, _inputs, NtkOutput.All);
        var change = new Matrix<double>(1, kernel.Rows);
        MatMul.NT(FromBasis(moves), kernel, change);
        return Moved(rows, change);
    }

    private Matrix<double> FromBasis(double[] coefficients)
    {
        var result = new Matrix<double>(1, coefficients.Length);
        MatMul.NT(Matrix<double>.FromRows(coefficients), _vectors, result);
        return result;
    }

    private Matrix<double> Moved(Matrix<double> x, Matrix<double> change)
    {
        var outputs = _network.Forward(x);
        TensorPrimitives.Add(outputs.AsSpan(), change.AsSpan(), outputs.AsSpan());
        return outputs;
    }
}
