using System.Numerics;

namespace DeepDive.Training;

/// <summary>What an optimiser remembers of the steps so far (velocity, moments).</summary>
internal abstract class OptimiserState<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Elements updated at a time, so that the several passes of an update stay in the first-level cache.
    private const int BlockLength = 1024;

    /// <summary>Share of the learning rate that the steps to come take.</summary>
    public double RateShare { get; set; } = 1;

    /// <summary>Moves all parameters along the gradient, which is overwritten; allocates nothing.</summary>
    public void Step(Span<T> parameters, Span<T> gradient)
    {
        Begin();
        Move(.., parameters, gradient);
    }

    /// <summary>Begins a step, before its parameters are moved.</summary>
    public virtual void Begin()
    {
    }

    /// <summary>Moves the parameters of a range along the gradient, which is overwritten; threads may move other ranges meanwhile.</summary>
    public void Move(Range range, Span<T> parameters, Span<T> gradient)
    {
        var (first, count) = range.GetOffsetAndLength(parameters.Length);
        for (var start = first; start < first + count; start += BlockLength)
        {
            var block = start..Math.Min(start + BlockLength, first + count);
            Update(block, parameters[block], gradient[block]);
        }
    }

    /// <summary>Updates the parameters with the indices of <paramref name="block"/>.</summary>
    protected abstract void Update(Range block, Span<T> parameters, Span<T> gradient);
}
