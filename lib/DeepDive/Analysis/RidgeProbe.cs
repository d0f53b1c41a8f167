using System.Numerics;
using System.Numerics.Tensors;
using DeepDive.Numerics;

namespace DeepDive.Analysis;

/// <summary>
/// What of continuous targets can be read off a representation linearly: ridge regression (Hoerl and Kennard 1970) at its
/// optimum, the minimum over W, b of 1/(2n) ‖X·W + 1·bᵀ − Y‖² + λ/2 ‖W‖². Legend: n rows, d features, q targets.
/// </summary>
/// <remarks>
/// In closed form and float64: W = (XᵀX/n + λI)⁻¹ XᵀY/n, or XᵀA with A = (XXᵀ/n + λI)⁻¹ Y/n where features outnumber rows, X and Y centred.
/// A feature that is constant over the training rows gets no weight where features are standardised. Results do not depend on
/// <see cref="Workers.Count"/>. Fit and scoring want different rows: a probe scored on its own training rows flatters every layer.
/// </remarks>
public sealed class RidgeProbe
{
    private readonly FeatureScale _scale;
    private readonly Matrix<double> _weights;
    private readonly double[] _biases;

    private RidgeProbe(FeatureScale scale, Matrix<double> weights, double[] biases, double[] strengths) =>
        (_scale, _weights, _biases, Strengths) = (scale, weights, biases, strengths);

    /// <summary>λ that each target was fitted with, [q].</summary>
    public IReadOnlyList<double> Strengths { get; }

    /// <summary>Fits a probe to training rows.</summary>
    /// <param name="x">[n, d].</param>
    /// <param name="targets">[n, q].</param>
    /// <param name="options">Penalty and standardisation.</param>
    /// <exception cref="ArgumentException">Rows and targets do not match, are empty or not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The strength is not positive and finite.</exception>
    public static RidgeProbe Fit<T>(Matrix<T> x, Matrix<T> targets, RidgeProbeOptions? options = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ThrowIfUnfit(x, targets, "training");
        ThrowIfUnfit((options ??= new()).Strength);
        return new Rows<T>(x, targets, options.Standardise).Probe(options.Strength);
    }

    /// <summary>Fits a probe for each strength, and keeps for each target the one with the highest R² on validation rows; the stronger of equals.</summary>
    /// <param name="x">Training rows [n, d].</param>
    /// <param name="targets">[n, q].</param>
    /// <param name="validationX">[m, d], m ≥ 1.</param>
    /// <param name="validationTargets">[m, q].</param>
    /// <param name="strengths">Values of λ; each costs a factorisation, min(n, d)³/3 operations.</param>
    /// <param name="options">All but the strength.</param>
    /// <exception cref="ArgumentException">As of <see cref="Fit"/>, or there is no strength, or training and validation rows differ in d or q.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A strength is not positive and finite.</exception>
    public static RidgeProbe FitBest<T>(
        Matrix<T> x,
        Matrix<T> targets,
        Matrix<T> validationX,
        Matrix<T> validationTargets,
        IReadOnlyList<double> strengths,
        RidgeProbeOptions? options = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ThrowIfUnfit(x, targets, "training");
        ThrowIfUnfit(validationX, validationTargets, "validation");
        ArgumentNullException.ThrowIfNull(strengths);
        if (strengths.Count == 0) throw new ArgumentException("there must be a strength to try, but there was none; give for example 1e-4, 1e-2, 1", nameof(strengths));
        foreach (var strength in strengths) ThrowIfUnfit(strength);
        ThrowIfOtherShape(validationX, validationTargets, x.Columns, targets.Columns);
        var fit = new Rows<T>(x, targets, (options ?? new()).Standardise);
        var (weights, chosen, best) = (new Matrix<double>(x.Columns, targets.Columns), new double[targets.Columns], new double[targets.Columns]);
        best.AsSpan().Fill(double.NegativeInfinity);
        foreach (var strength in strengths.OrderDescending())
        {
            var probe = fit.Probe(strength);
            var scores = probe.Score(validationX, validationTargets);
            for (var t = 0; t < best.Length; t++)
            {
                if (!(scores[t] > best[t])) continue;
                (best[t], chosen[t]) = (scores[t], strength);
                for (var j = 0; j < weights.Rows; j++) weights[j, t] = probe._weights[j, t];
            }
        }

        return new(fit.Scale, weights, fit.Means, chosen);
    }

    /// <summary>X·W + b, [n, q].</summary>
    /// <param name="x">[n, d].</param>
    /// <exception cref="ArgumentException">The rows do not have the d columns of the training rows, or are not finite.</exception>
    public Matrix<double> Predict<T>(Matrix<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.ThrowIfEmptyOrNotFinite(x, "the rows");
        if (x.Columns != _weights.Rows)
            throw new ArgumentException($"rows must have the {_weights.Rows} features that the probe was fitted on, but have {x.Columns}", nameof(x));
        var result = new Matrix<double>(x.Rows, _biases.Length);
        MatMul.NN(_scale.Apply(x.To<double>()), _weights, result);
        for (var i = 0; i < result.Rows; i++) TensorPrimitives.Add(result.Row(i), _biases, result.Row(i));
        return result;
    }

    /// <summary>R² of each target on rows, [q]; see <see cref="RSquared"/>.</summary>
    /// <param name="x">[n, d].</param>
    /// <param name="targets">[n, q].</param>
    /// <exception cref="ArgumentException">Rows and targets do not match, or as of <see cref="Predict"/>.</exception>
    public double[] Score<T>(Matrix<T> x, Matrix<T> targets)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ThrowIfUnfit(x, targets, "scored");
        ThrowIfOtherShape(x, targets, _weights.Rows, _biases.Length);
        return RSquared.ByTarget(targets.To<double>(), Predict(x));
    }

    private static void ThrowIfOtherShape<T>(Matrix<T> x, Matrix<T> targets, int features, int targetCount)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (x.Columns != features || targets.Columns != targetCount)
            throw new ArgumentException($"the probe is fitted on {features} features and {targetCount} targets, but these rows have {x.Columns} and {targets.Columns}", nameof(x));
    }

    private static void ThrowIfUnfit<T>(Matrix<T> x, Matrix<T> targets, string part)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.ThrowIfEmptyOrNotFinite(x, $"the {part} rows");
        Guard.ThrowIfEmptyOrNotFinite(targets, $"the {part} rows' targets");
        if (targets.Rows != x.Rows) throw new ArgumentException($"there must be a target for each of the {x.Rows} {part} rows, but there are {targets.Rows}", nameof(targets));
    }

    private static void ThrowIfUnfit(double strength)
    {
        if (!(strength > 0 && double.IsFinite(strength)))
            throw new ArgumentOutOfRangeException(nameof(strength), strength, FormattableString.Invariant($"the strength of the penalty must be > 0 and finite, but was {strength}; without one, copies of a feature have no single optimum"));
    }

    /// <summary>Training rows, centred, and the products of them that all strengths share.</summary>
    private sealed class Rows<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly Matrix<double> _x, _y, _product;

        public Rows(Matrix<T> x, Matrix<T> targets, bool standardise)
        {
            Scale = FeatureScale.Of(x, standardise);
            _x = Scale.Apply(x.To<double>());
            _y = Centring.Centre<T, double>(targets);
            Means = new double[targets.Columns];
            for (var t = 0; t < Means.Length; t++) Means[t] = double.CreateTruncating(targets[0, t]) - _y[0, t];
            _product = new Matrix<double>(Math.Min(x.Rows, x.Columns), Math.Min(x.Rows, x.Columns));
            if (IsDual) MatMul.NT(_x, _x, _product);
            else MatMul.TN(_x, _x, _product);
            TensorPrimitives.Divide(_product.AsSpan(), x.Rows, _product.AsSpan());
        }

        public FeatureScale Scale { get; }

        public double[] Means { get; }

        private bool IsDual => _x.Columns > _x.Rows;

        public RidgeProbe Probe(double strength) => new(Scale, Weights(strength), Means, [.. Enumerable.Repeat(strength, Means.Length)]);

        // W, [d, q].
        private Matrix<double> Weights(double strength)
        {
            var system = _product.Clone();
            for (var i = 0; i < system.Rows; i++) system[i, i] += strength;
            var weights = new Matrix<double>(_x.Columns, _y.Columns);
            if (IsDual)
            {
                MatMul.TN(_x, Cholesky.Of(system).Solve(_y), weights);
                TensorPrimitives.Divide(weights.AsSpan(), _x.Rows, weights.AsSpan());
                return weights;
            }

            MatMul.TN(_x, _y, weights);
            TensorPrimitives.Divide(weights.AsSpan(), _x.Rows, weights.AsSpan());
            return Cholesky.Of(system).Solve(weights);
        }
    }
}
