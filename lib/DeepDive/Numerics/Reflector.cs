using System.Numerics.Tensors;

namespace DeepDive.Numerics;

/// <summary>Householder reflections H = I − u·uᵀ with |u|² = 2, or u = 0 where there is nothing to reflect.</summary>
internal static class Reflector
{
    /// <summary>Fills u so that H·x has only its element <paramref name="pivot"/> left, and returns that element.</summary>
    /// <param name="x">The vector to reflect.</param>
    /// <param name="u">As long as x.</param>
    /// <param name="pivot">Index of the element to keep.</param>
    public static double Make(ReadOnlySpan<double> x, Span<double> u, int pivot)
    {
        var largest = x.IsEmpty ? 0 : Math.Abs(TensorPrimitives.MaxMagnitude(x));
        if (largest == 0)
        {
            u.Clear();
            return 0;
        }

        // Dividing by the largest element first keeps tiny vectors from vanishing when squared.
        TensorPrimitives.Divide(x, largest, u);
        var norm = Math.Sqrt(TensorPrimitives.SumOfSquares<double>(u));
        var kept = x[pivot] > 0 ? -norm : norm;
        u[pivot] -= kept; // opposite signs: no cancellation
        TensorPrimitives.Divide(u, Math.Sqrt(norm * Math.Abs(u[pivot])), u);
        return kept * largest;
    }
}
