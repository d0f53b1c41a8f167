using System.Numerics;
using System.Numerics.Tensors;
using DeepDive.Models;
using DeepDive.Numerics;

namespace DeepDive.Analysis;

/// <summary>
/// The neural tangent kernel of a dense network at its present parameters θ, Θ[n, m] = ⟨∂f(x_n)/∂θ, ∂f(x_m)/∂θ⟩
/// (Jacot, Gabriel and Hongler 2018), f being the logits. Legend: n rows, d inputs, k outputs.
/// </summary>
/// <remarks>
/// Computed exactly without the Jacobian: the derivative by a layer's weights is the outer product of δ and the layer's input, so
/// that its kernel is Θ_l[n, m] = (⟨a_{l−1}(n), a_{l−1}(m)⟩ + 1) · ⟨δ_l(n), δ_l(m)⟩, the 1 for the bias, and Θ = Σ_l Θ_l.
/// Symmetric to the last bit; positive semi-definite to rounding. Results do not depend on <see cref="Workers.Count"/>, and the same
/// pair of rows has the same bits in <see cref="Kernel{T}(Network{T}, Matrix{T}, int)"/> and in a block. All throw
/// <see cref="ArgumentException"/> if the inputs or the network's parameters are not finite or do not fit together,
/// <see cref="ArgumentOutOfRangeException"/> if there is no such output.
/// </remarks>
public static class Ntk
{
    private const long DefaultBlockBytes = 64L << 20;

    /// <summary>The kernel of one output, [n, n].</summary>
    /// <param name="network">f.</param>
    /// <param name="x">[n, d].</param>
    /// <param name="output">Which of the k outputs.</param>
    public static Matrix<T> Kernel<T>(Network<T> network, Matrix<T> x, int output = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ThrowIfUnfit(network, output, x);
        ThrowIfTooLarge<T>(x.Rows, x.Rows);
        return Symmetric(TangentFactors.Summed(network, x, output, 1));
    }

    /// <summary>The kernel of one output between two sets of rows, [n, m].</summary>
    /// <param name="network">f.</param>
    /// <param name="x">[n, d].</param>
    /// <param name="y">[m, d].</param>
    /// <param name="output">Which of the k outputs.</param>
    public static Matrix<T> Kernel<T>(Network<T> network, Matrix<T> x, Matrix<T> y, int output = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ThrowIfUnfit(network, output, x, y);
        ThrowIfTooLarge<T>(x.Rows, y.Rows);
        var kernel = Matrix<T>.Uninitialised(x.Rows, y.Rows);
        HadamardGram.Between(TangentFactors.Summed(network, x, output, 1), TangentFactors.Summed(network, y, output, 1), kernel);
        return kernel;
    }

    /// <summary>The sum of the kernels of all outputs, [n, n]: the trace over outputs, not divided by k.</summary>
    /// <param name="network">f.</param>
    /// <param name="x">[n, d].</param>
    public static Matrix<T> Trace<T>(Network<T> network, Matrix<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ThrowIfUnfit(network, 0, x);
        ThrowIfTooLarge<T>(x.Rows, x.Rows);
        return Symmetric(TangentFactors.Summed(network, x, 0, network.OutputCount));
    }

    /// <summary>The kernel of every output of every row with every other, [n·k, n·k]; output o of row i stands at i·k + o, as in the logits.</summary>
    /// <param name="network">f.</param>
    /// <param name="x">[n, d].</param>
    public static Matrix<T> Full<T>(Network<T> network, Matrix<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ThrowIfUnfit(network, 0, x);
        ThrowIfTooLarge<T>((long)x.Rows * network.OutputCount, (long)x.Rows * network.OutputCount);
        return Symmetric(TangentFactors.Apart(network, x, 0, network.OutputCount));
    }

    /// <summary>The kernel of one output by each layer's parameters alone, first layer first: L + 1 matrices [n, n] that sum to the whole.</summary>
    /// <param name="network">f.</param>
    /// <param name="x">[n, d].</param>
    /// <param name="output">Which of the k outputs.</param>
    public static IReadOnlyList<Matrix<T>> Layerwise<T>(Network<T> network, Matrix<T> x, int output = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ThrowIfUnfit(network, output, x);
        ThrowIfTooLarge<T>(x.Rows, x.Rows);
        return [.. TangentFactors.Summed(network, x, output, 1).Select(layer => Symmetric(layer))];
    }

    /// <summary>The kernel of one output a block of rows at a time, for one that does not fit the memory.</summary>
    /// <remarks>Beside the block, the activations and deltas of all rows are held: about four times n · (units of all layers) elements.</remarks>
    /// <param name="network">f; not to be changed while the blocks are read.</param>
    /// <param name="x">[n, d].</param>
    /// <param name="output">Which of the k outputs.</param>
    /// <param name="maxBytes">Memory of a block; it decides how many rows a block has.</param>
    /// <returns>Rows of the kernel in order, [rows, n] from row <c>First</c>; the same memory each time, so copy what is to stay.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Not even one row fits the memory of a block.</exception>
    public static IEnumerable<(int First, Matrix<T> Rows)> Blocks<T>(Network<T> network, Matrix<T> x, int output = 0, long maxBytes = DefaultBlockBytes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ThrowIfUnfit(network, output, x);
        var rowBytes = (long)x.Rows * System.Runtime.CompilerServices.Unsafe.SizeOf<T>();
        if (maxBytes < rowBytes)
            throw new ArgumentOutOfRangeException(nameof(maxBytes), $"a block must have room for a row of the kernel, {rowBytes} bytes, but has {maxBytes}");
        var rows = Math.Min(maxBytes / rowBytes, Array.MaxLength / x.Rows);
        return EnumerateBlocks(network, x, output, (int)Math.Min(rows, x.Rows));
    }

    private static IEnumerable<(int First, Matrix<T> Rows)> EnumerateBlocks<T>(Network<T> network, Matrix<T> x, int output, int rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var factors = TangentFactors.Summed(network, x, output, 1);
        var memory = Matrix<T>.Uninitialised(rows, x.Rows);
        for (var first = 0; first < x.Rows; first += rows)
        {
            var count = Math.Min(rows, x.Rows - first);
            FactorPair<T>[] part = [.. factors.Select(layer => new FactorPair<T>(layer.U.RowRange(first, count), layer.V.RowRange(first, count)))];
            var block = memory.RowRange(0, count);
            HadamardGram.Between(part, factors, block);
            yield return (first, block);
        }
    }

    private static Matrix<T> Symmetric<T>(params FactorPair<T>[] layers)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var kernel = Matrix<T>.Uninitialised(layers[0].U.Rows, layers[0].U.Rows);
        HadamardGram.Symmetric(layers, kernel);
        return kernel;
    }

    private static void ThrowIfUnfit<T>(Network<T> network, int output, params ReadOnlySpan<Matrix<T>> inputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        if ((uint)output >= (uint)network.OutputCount)
            throw new ArgumentOutOfRangeException(nameof(output), $"output must lie in 0…{network.OutputCount - 1}, the network's outputs, but was {output}");
        foreach (var x in inputs)
        {
            Guard.ThrowIfEmptyOrNotFinite(x, "the inputs");
            if (x.Columns != network.InputCount)
                throw new ArgumentException($"inputs must have {network.InputCount} columns as the network has inputs, but have {x.Columns}", nameof(inputs));
        }

        if (!TensorPrimitives.IsFiniteAll<T>(network.Parameters))
            throw new ArgumentException("the network's parameters must be finite, but some are not; look for a diverged training run", nameof(network));
    }

    private static void ThrowIfTooLarge<T>(long rows, long columns)
    {
        if (rows * columns <= Array.MaxLength - 64) return;
        var gigabytes = rows * columns * System.Runtime.CompilerServices.Unsafe.SizeOf<T>() / 1e9;
        throw new ArgumentException($"a kernel must have ≤ {Array.MaxLength - 64} elements, but [{rows}, {columns}] has more and would take {gigabytes:F0} GB; use {nameof(Blocks)}, or fewer rows");
    }
}
