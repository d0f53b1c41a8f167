using System.Numerics;

namespace DeepDive.Training;

/// <summary>What an optimiser remembers of the steps so far (velocity, moments).</summary>
internal abstract class OptimiserState<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Elements updated at a time, so that the several passes of an update stay in the first-level cache.
    private const int BlockLength = 1024;

    /// <summary>Moves the parameters along the gradient, which is overwritten; allocates nothing.</summary>
    public void Step(Span<T> parameters, Span<T> gradient)
    {
        BeginStep();
        for (var start = 0; start < parameters.Length; start += BlockLength)
        {
            var block = start..Math.Min(start + BlockLength, parameters.Length);
            Update(block, parameters[block], gradient[block]);
        }
    }

    /// <summary>Called once a step, before its blocks.</summary>
    protected virtual void BeginStep()
    {
    }

    /// <summary>Updates the parameters with the indices of <paramref name="block"/>.</summary>
    protected abstract void Update(Range block, Span<T> parameters, Span<T> gradient);
}
