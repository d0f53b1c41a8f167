using System.Numerics;
using DeepDive.Models;
using DeepDive.Numerics;

namespace DeepDive.Analysis;

/// <summary>How far training has moved the weights of each layer. Legend: L hidden layers.</summary>
public static class WeightMovement
{
    /// <summary>
    /// ‖W − W₀‖_F / ‖W₀‖_F of each layer's weights, biases left out, [L + 1]: 0 for a layer that has not moved, 1 for one that has
    /// moved as far as its first weights were from zero.
    /// </summary>
    /// <remarks>Computed in float64. Masarczyk et al. (2023, §3.1) compare layers by ‖W − W₀‖; divided, layers of different size compare.</remarks>
    /// <param name="before">The network with W₀.</param>
    /// <param name="after">The same network with W.</param>
    /// <exception cref="ArgumentException">The networks have different layers, a parameter is not finite, or all first weights of a layer are zero.</exception>
    public static double[] Relative<T>(Network<T> before, Network<T> after)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        if (!before.Layers.SequenceEqual(after.Layers)) throw new ArgumentException($"both must be one network, before and after training, but are {before} and {after}", nameof(after));
        return [.. Enumerable.Range(0, before.Depth + 1).Select(layer => Relative(before.Weight(layer), after.Weight(layer), layer))];
    }

    private static double Relative<T>(Matrix<T> before, Matrix<T> after, int layer)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.ThrowIfEmptyOrNotFinite(before, $"the first weights of layer {layer}");
        Guard.ThrowIfEmptyOrNotFinite(after, $"the weights of layer {layer}");
        var (change, size) = (0.0, 0.0);
        for (var i = 0; i < before.Rows; i++)
        {
            Span<T> first = before.Row(i), last = after.Row(i);
            for (var j = 0; j < first.Length; j++)
            {
                var start = double.CreateChecked(first[j]);
                var moved = double.CreateChecked(last[j]) - start;
                (change, size) = (change + moved * moved, size + start * start);
            }
        }

        return size > 0 ? Math.Sqrt(change / size)
            : throw new ArgumentException($"the first weights of layer {layer} must not all be zero, for movement is measured by their size", nameof(before));
    }
}
