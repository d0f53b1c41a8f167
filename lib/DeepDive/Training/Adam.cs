using System.Numerics;
using System.Numerics.Tensors;

namespace DeepDive.Training;

/// <summary>
/// Adam (Kingma and Ba 2015, algorithm 1), as PyTorch's <c>Adam</c> (no AMSGrad): g += λθ, m = β₁m + (1 − β₁)g,
/// v = β₂v + (1 − β₂)g², θ −= η · m/(1 − β₁ᵗ) / (√(v/(1 − β₂ᵗ)) + ε) at step t = 1, 2, …
/// </summary>
/// <param name="LearningRate">η &gt; 0.</param>
/// <param name="WeightDecay">λ ≥ 0.</param>
/// <param name="Beta1">β₁ in [0, 1): memory of the mean.</param>
/// <param name="Beta2">β₂ in [0, 1): memory of the mean square.</param>
/// <param name="Epsilon">ε &gt; 0.</param>
public sealed record Adam(double LearningRate = 1e-3, double WeightDecay = 0, double Beta1 = 0.9, double Beta2 = 0.999, double Epsilon = 1e-8)
    : Optimiser(LearningRate, WeightDecay)
{
    /// <inheritdoc/>
    internal override OptimiserState<T> Start<T>(int parameterCount) => new State<T>(this, parameterCount);

    /// <inheritdoc/>
    internal override void ThrowIfInvalid()
    {
        base.ThrowIfInvalid();
        Require(Beta1 is >= 0 and < 1, $"beta1 must lie in [0, 1), but was {Beta1}; 0.9 is usual");
        Require(Beta2 is >= 0 and < 1, $"beta2 must lie in [0, 1), but was {Beta2}; 0.999 is usual");
        Require(Epsilon > 0 && double.IsFinite(Epsilon), $"epsilon must be > 0 and finite, but was {Epsilon}; 1e-8 is usual");
    }

    private sealed class State<T>(Adam settings, int parameterCount) : OptimiserState<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly T _beta1 = T.CreateTruncating(settings.Beta1);
        private readonly T _beta2 = T.CreateTruncating(settings.Beta2);
        private readonly T _newShare1 = T.CreateTruncating(1 - settings.Beta1);
        private readonly T _newShare2 = T.CreateTruncating(1 - settings.Beta2);
        private readonly T _epsilon = T.CreateTruncating(settings.Epsilon);
        private readonly T _decay = T.CreateTruncating(settings.WeightDecay);
        private readonly T[] _mean = new T[parameterCount];
        private readonly T[] _meanSquare = new T[parameterCount];
        private int _step;
        private T _minusRate;
        private T _rootCorrection;

        public override void Begin()
        {
            _step++;
            _minusRate = T.CreateTruncating(-settings.LearningRate * RateShare / (1 - Math.Pow(settings.Beta1, _step)));
            _rootCorrection = T.CreateTruncating(Math.Sqrt(1 - Math.Pow(settings.Beta2, _step)));
        }

        protected override void Update(Range block, Span<T> parameters, Span<T> gradient)
        {
            var mean = _mean.AsSpan(block);
            var meanSquare = _meanSquare.AsSpan(block);
            if (_decay != T.Zero) TensorPrimitives.FusedMultiplyAdd(parameters, _decay, gradient, gradient);
            TensorPrimitives.Multiply(mean, _beta1, mean);
            TensorPrimitives.FusedMultiplyAdd(gradient, _newShare1, mean, mean);
            TensorPrimitives.Multiply(gradient, gradient, gradient);
            TensorPrimitives.Multiply(meanSquare, _beta2, meanSquare);
            TensorPrimitives.FusedMultiplyAdd(gradient, _newShare2, meanSquare, meanSquare);

            // From here on the gradient's memory holds the direction m / (√v/√(1 − β₂ᵗ) + ε).
            TensorPrimitives.Sqrt(meanSquare, gradient);
            TensorPrimitives.Divide(gradient, _rootCorrection, gradient);
            TensorPrimitives.Add(gradient, _epsilon, gradient);
            TensorPrimitives.Divide(mean, gradient, gradient);
            TensorPrimitives.FusedMultiplyAdd(gradient, _minusRate, parameters, parameters);
        }
    }
}
