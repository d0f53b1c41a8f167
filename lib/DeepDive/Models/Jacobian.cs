using System.Numerics;
using System.Numerics.Tensors;
using DeepDive.Numerics;

namespace DeepDive.Models;

/// <summary>
/// Products with the Jacobian J = ∂f/∂θ of a network's logits by its parameters, [n·k, P], which is never in memory.
/// Legend: n rows, d inputs, k outputs, P parameters.
/// </summary>
/// <remarks>Rows go through in blocks, so that memory does not grow with n. Results do not depend on <see cref="Workers.Count"/>.</remarks>
public static class Jacobian
{
    private const int BlockRows = 1024;

    /// <summary>J·u: how the logits change along a direction of the parameters, by forward mode (Wengert 1964), [n, k].</summary>
    /// <param name="network">f.</param>
    /// <param name="inputs">[n, d].</param>
    /// <param name="direction">u, laid out as the parameters; from <see cref="Network{T}.CreateGradient"/>.</param>
    /// <exception cref="ArgumentException">Inputs or direction do not fit the network.</exception>
    public static Matrix<T> Times<T>(Network<T> network, Matrix<T> inputs, ParameterVector<T> direction)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ThrowIfUnfit(network, inputs);
        ArgumentNullException.ThrowIfNull(direction);
        if (direction.Values.Length != network.Parameters.Length) throw new ArgumentException($"the direction must have {network.Parameters.Length} elements as the network has parameters, but has {direction.Values.Length}; use CreateGradient", nameof(direction));
        return PipedNetwork<T>.Along(network, direction).ForwardBlocks(inputs, pass => pass.LogitRate);
    }

    /// <summary>Jᵀ·v: the gradient of Σ v_no · f_o(x_n), by backpropagation.</summary>
    /// <param name="network">f.</param>
    /// <param name="inputs">[n, d].</param>
    /// <param name="weights">v, [n, k].</param>
    /// <exception cref="ArgumentException">Inputs or weights do not fit the network.</exception>
    public static ParameterVector<T> TransposedTimes<T>(Network<T> network, Matrix<T> inputs, Matrix<T> weights)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ThrowIfUnfit(network, inputs);
        ArgumentNullException.ThrowIfNull(weights);
        if (weights.Rows != inputs.Rows || weights.Columns != network.OutputCount) throw new ArgumentException($"the weights must be [{inputs.Rows}, {network.OutputCount}] as the logits are, but were [{weights.Rows}, {weights.Columns}]", nameof(weights));
        var (sum, part) = (network.CreateGradient(), network.CreateGradient());
        if (inputs.Rows == 0) return sum;
        var whole = new ForwardPass<T>(network, Math.Min(BlockRows, inputs.Rows));
        for (var first = 0; first < inputs.Rows; first += BlockRows)
        {
            var rows = Math.Min(BlockRows, inputs.Rows - first);
            var pass = rows == whole.Rows ? whole : whole.FirstRows(rows);
            network.Forward(inputs.RowRange(first, rows), pass);
            network.Backward(pass, weights.RowRange(first, rows), part);
            TensorPrimitives.Add(sum.Values, part.Values, sum.Values);
        }

        return sum;
    }

    private static void ThrowIfUnfit<T>(Network<T> network, Matrix<T> inputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(inputs);
        if (inputs.Columns != network.InputCount) throw new ArgumentException($"inputs must have {network.InputCount} columns as the network has inputs, but have {inputs.Columns}", nameof(inputs));
    }
}
