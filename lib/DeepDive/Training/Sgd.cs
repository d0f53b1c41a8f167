using System.Numerics;
using System.Numerics.Tensors;

namespace DeepDive.Training;

/// <summary>
/// Stochastic gradient descent with momentum, as PyTorch's <c>SGD</c> (no dampening, no Nesterov):
/// g += λθ, v = μv + g, θ −= η v.
/// </summary>
/// <param name="LearningRate">η &gt; 0.</param>
/// <param name="Momentum">μ in [0, 1).</param>
/// <param name="WeightDecay">λ ≥ 0.</param>
public sealed record Sgd(double LearningRate, double Momentum = 0, double WeightDecay = 0) : Optimiser(LearningRate, WeightDecay)
{
    /// <inheritdoc/>
    internal override OptimiserState<T> Start<T>(int parameterCount) => new State<T>(this, parameterCount);

    /// <inheritdoc/>
    internal override void ThrowIfInvalid()
    {
        base.ThrowIfInvalid();
        Require(Momentum is >= 0 and < 1, $"momentum must lie in [0, 1), but was {Momentum}; 0.9 is usual, 0 is plain gradient descent");
    }

    private sealed class State<T>(Sgd settings, int parameterCount) : OptimiserState<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly T _momentum = T.CreateTruncating(settings.Momentum);
        private readonly T _decay = T.CreateTruncating(settings.WeightDecay);
        private readonly T[] _velocity = new T[parameterCount];
        private T _minusRate;

        public override void Begin() => _minusRate = T.CreateTruncating(-settings.LearningRate * RateShare);

        protected override void Update(Range block, Span<T> parameters, Span<T> gradient)
        {
            var velocity = _velocity.AsSpan(block);
            if (_decay != T.Zero) TensorPrimitives.FusedMultiplyAdd(parameters, _decay, gradient, gradient);
            TensorPrimitives.FusedMultiplyAdd(velocity, _momentum, gradient, velocity);
            TensorPrimitives.FusedMultiplyAdd(velocity, _minusRate, parameters, parameters);
        }
    }
}
