using System.Numerics;

namespace DeepDive.Training;

/// <summary>How parameters move along a gradient: the settings only; what an update remembers belongs to the run.</summary>
/// <param name="LearningRate">Step size, &gt; 0.</param>
/// <param name="WeightDecay">λ ≥ 0: λ·θ is added to the gradient of every parameter, biases included (L2, as PyTorch does).</param>
public abstract record Optimiser(double LearningRate, double WeightDecay)
{
    /// <summary>A new run's updates of <paramref name="parameterCount"/> parameters.</summary>
    internal abstract OptimiserState<T> Start<T>(int parameterCount)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>Checks every setting.</summary>
    /// <exception cref="ArgumentException">A setting is out of range.</exception>
    internal virtual void ThrowIfInvalid()
    {
        Require(LearningRate > 0 && double.IsFinite(LearningRate), $"the learning rate must be > 0 and finite, but was {LearningRate}; 0.02 suits a small MLP");
        Require(WeightDecay >= 0 && double.IsFinite(WeightDecay), $"weight decay must be ≥ 0 and finite, but was {WeightDecay}; use 0 for none");
    }

    private protected static void Require(bool holds, string message)
    {
        if (!holds) throw new ArgumentException(message);
    }
}
