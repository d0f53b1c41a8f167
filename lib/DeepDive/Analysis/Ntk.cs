using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using DeepDive.Models;
using DeepDive.Numerics;

namespace DeepDive.Analysis;

/// <summary>
/// The neural tangent kernel of a dense network at its present parameters θ, Θ[n, m] = ⟨∂f(x_n)/∂θ, ∂f(x_m)/∂θ⟩
/// (Jacot, Gabriel and Hongler 2018), f being the logits: of one output, of the trace over outputs, or of all outputs
/// (<see cref="NtkOutput"/>). Legend: n rows, d inputs, k outputs.
/// </summary>
/// <remarks>
/// Computed exactly without the Jacobian: the derivative by a layer's weights is the outer product of δ and the layer's input, so
/// that its kernel is Θ_l[n, m] = (⟨a_{l−1}(n), a_{l−1}(m)⟩ + 1) · ⟨δ_l(n), δ_l(m)⟩, the 1 for the bias, and Θ = Σ_l Θ_l.
/// In the tangent-kernel parametrisation, Θ_l[n, m] = (σ_w²/fan-in · ⟨a, a⟩ + σ_b²) · ⟨δ, δ⟩.
/// Symmetric to the last bit; positive semi-definite to rounding. Results do not depend on <see cref="Workers.Count"/>, and the same
/// pair of rows has the same bits in <see cref="Kernel{T}(Network{T}, Matrix{T}, NtkOutput, NtkParametrisation?, long?)"/> and in a block. All throw
/// <see cref="ArgumentException"/> if the inputs or the network's parameters are not finite or do not fit together, or the kernel
/// is larger than the memory or the given budget, or a variance of the parametrisation is out of range, and <see cref="ArgumentOutOfRangeException"/> if there is no such output.
/// Beside the result a call holds its factors, the activations and deltas of all rows, as they are and packed twice: about
/// 3 · (n + m) · Σ_l (fan-in + o · units) elements, o = k for the trace (of all outputs, fan-in counts k times too), else 1,
/// and up to twice that as reused memory comes in powers of two. No byte limit counts these.
/// <see cref="TangentOperator{T}"/> multiplies by a kernel that is in no memory.
/// </remarks>
public static class Ntk
{
    private const long DefaultBlockBytes = 64L << 20;

    /// <summary>The kernel of a set of rows, [n, n], or [n·k, n·k] of all outputs.</summary>
    /// <param name="network">f.</param>
    /// <param name="x">[n, d].</param>
    /// <param name="output">Which outputs; an index, or <see cref="NtkOutput.Trace"/>, or <see cref="NtkOutput.All"/>.</param>
    /// <param name="parametrisation">σ_w² and σ_b² of the tangent-kernel parametrisation, or null for the ordinary one.</param>
    /// <param name="maxBytes">Memory that the result may take, or null for all that there is; its factors, see the class, come on top.</param>
    public static Matrix<T> Kernel<T>(Network<T> network, Matrix<T> x, NtkOutput output = default, NtkParametrisation? parametrisation = null, long? maxBytes = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var rental = new MatrixRental<T>();
        return Symmetric(Factors(network, x, output, kernels: 1, maxBytes, rental), parametrisation);
    }

    /// <summary>The kernel between two sets of rows, [n, m], or [n·k, m·k] of all outputs.</summary>
    /// <param name="network">f.</param>
    /// <param name="x">[n, d].</param>
    /// <param name="y">[m, d].</param>
    /// <param name="output">Which outputs.</param>
    /// <param name="parametrisation">σ_w² and σ_b² of the tangent-kernel parametrisation, or null for the ordinary one.</param>
    /// <param name="maxBytes">Memory that the result may take, or null for all that there is; its factors, see the class, come on top.</param>
    public static Matrix<T> Kernel<T>(Network<T> network, Matrix<T> x, Matrix<T> y, NtkOutput output = default, NtkParametrisation? parametrisation = null, long? maxBytes = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var rental = new MatrixRental<T>();
        var (rows, columns) = Factors(network, x, y, output, kernels: 1, maxBytes, rental);
        return Between(rows, columns, parametrisation);
    }

    /// <summary>The sum of the kernels of all outputs, [n, n]: the trace over outputs, not divided by k.</summary>
    /// <param name="network">f.</param>
    /// <param name="x">[n, d].</param>
    /// <param name="maxBytes">Memory that the result may take, or null for all that there is; its factors, see the class, come on top.</param>
    public static Matrix<T> Trace<T>(Network<T> network, Matrix<T> x, long? maxBytes = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Kernel(network, x, NtkOutput.Trace, maxBytes: maxBytes);

    /// <summary>The kernel of every output of every row with every other, [n·k, n·k]; output o of row i stands at i·k + o, as in the logits.</summary>
    /// <param name="network">f.</param>
    /// <param name="x">[n, d].</param>
    /// <param name="maxBytes">Memory that the result may take, or null for all that there is; its factors, see the class, come on top.</param>
    public static Matrix<T> Full<T>(Network<T> network, Matrix<T> x, long? maxBytes = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Kernel(network, x, NtkOutput.All, maxBytes: maxBytes);

    /// <summary>The kernel by each layer's parameters alone, first layer first: L + 1 matrices that sum to the whole.</summary>
    /// <param name="network">f.</param>
    /// <param name="x">[n, d].</param>
    /// <param name="output">Which outputs.</param>
    /// <param name="maxBytes">Memory that all the kernels may take, or null for all that there is; their factors, see the class, come on top.</param>
    public static IReadOnlyList<Matrix<T>> Layerwise<T>(Network<T> network, Matrix<T> x, NtkOutput output = default, long? maxBytes = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        using var rental = new MatrixRental<T>();
        return [.. Factors(network, x, output, network.Layers.Count, maxBytes, rental).Select(layer => Symmetric([layer], null))];
    }

    /// <summary>The kernel between two sets of rows by each layer's parameters alone, first layer first.</summary>
    /// <param name="network">f.</param>
    /// <param name="x">[n, d].</param>
    /// <param name="y">[m, d].</param>
    /// <param name="output">Which outputs.</param>
    /// <param name="maxBytes">Memory that all the kernels may take, or null for all that there is; their factors, see the class, come on top.</param>
    public static IReadOnlyList<Matrix<T>> Layerwise<T>(Network<T> network, Matrix<T> x, Matrix<T> y, NtkOutput output = default, long? maxBytes = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        using var rental = new MatrixRental<T>();
        var (rows, columns) = Factors(network, x, y, output, network.Layers.Count, maxBytes, rental);
        return [.. rows.Zip(columns, (left, right) => Between([left], [right], null))];
    }

    /// <summary>The kernel a block of rows at a time, for one that does not fit the memory.</summary>
    /// <remarks>The limit is the block's alone: the factors of all rows are held beside it, as the class says.</remarks>
    /// <param name="network">f; not to be changed while the blocks are read.</param>
    /// <param name="x">[n, d].</param>
    /// <param name="output">Which outputs.</param>
    /// <param name="maxBytes">Memory of a block, without the factors; it decides how many rows a block has.</param>
    /// <param name="layer">The layer whose parameters alone count, or null for all.</param>
    /// <returns>Rows of the kernel in order, [rows, n] or [rows, n·k] from row <c>First</c>; the same memory each time, so copy what is to stay.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Not even one row fits the memory of a block, or there is no such layer.</exception>
    public static IEnumerable<(int First, Matrix<T> Rows)> Blocks<T>(Network<T> network, Matrix<T> x, NtkOutput output = default, long maxBytes = DefaultBlockBytes, int? layer = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Blocks(network, x, x, output, maxBytes, layer);

    /// <summary>The kernel between two sets of rows, a block of rows at a time; see the other overload.</summary>
    /// <param name="network">f; not to be changed while the blocks are read.</param>
    /// <param name="x">[n, d], the kernel's rows.</param>
    /// <param name="y">[m, d], its columns.</param>
    /// <param name="output">Which outputs.</param>
    /// <param name="maxBytes">Memory of a block, without the factors.</param>
    /// <param name="layer">The layer whose parameters alone count, or null for all.</param>
    /// <returns>[rows, m] or [rows, m·k] from row <c>First</c>; the same memory each time.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Not even one row fits the memory of a block, or there is no such layer.</exception>
    public static IEnumerable<(int First, Matrix<T> Rows)> Blocks<T>(Network<T> network, Matrix<T> x, Matrix<T> y, NtkOutput output = default, long maxBytes = DefaultBlockBytes, int? layer = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ThrowIfUnfit(network, output, x, y);
        if (layer is { } one && (uint)one >= (uint)network.Layers.Count)
            throw new ArgumentOutOfRangeException(nameof(layer), $"layer must lie in 0…{network.Layers.Count - 1}, the network's layers, but was {one}");
        var (height, width) = (KernelRows(network, x, output), KernelRows(network, y, output));
        var rowBytes = width * Unsafe.SizeOf<T>();
        if (maxBytes < rowBytes)
            throw new ArgumentOutOfRangeException(nameof(maxBytes), $"a block must have room for a row of the kernel, {rowBytes} bytes, but has {maxBytes}");
        var rows = Math.Min(maxBytes / rowBytes, Array.MaxLength / width);
        return EnumerateBlocks(network, x, y, output, (int)Math.Min(rows, height), layer);
    }

    private static IEnumerable<(int First, Matrix<T> Rows)> EnumerateBlocks<T>(Network<T> network, Matrix<T> x, Matrix<T> y, NtkOutput output, int rows, int? layer)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        FactorPair<T>[] Chosen(FactorPair<T>[] factors) => layer is { } one ? [factors[one]] : factors;
        var left = Chosen(TangentFactors.Of(network, x, output));
        var right = x == y ? left : Chosen(TangentFactors.Of(network, y, output));
        var height = left[0].U.Rows;
        var memory = Matrix<T>.Uninitialised(rows, right[0].U.Rows);
        for (var first = 0; first < height; first += rows)
        {
            var count = Math.Min(rows, height - first);
            FactorPair<T>[] part = [.. left.Select(pair => new FactorPair<T>(pair.U.RowRange(first, count), pair.V.RowRange(first, count)))];
            var block = memory.RowRange(0, count);
            HadamardGram.Between(part, right, block);
            yield return (first, block);
        }
    }

    private static FactorPair<T>[] Factors<T>(Network<T> network, Matrix<T> x, NtkOutput output, int kernels, long? maxBytes, MatrixRental<T> rental)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ThrowIfUnfit(network, output, x);
        ThrowIfTooLarge<T>(KernelRows(network, x, output), KernelRows(network, x, output), kernels, maxBytes);
        return TangentFactors.Of(network, x, output, rental);
    }

    private static (FactorPair<T>[] Rows, FactorPair<T>[] Columns) Factors<T>(Network<T> network, Matrix<T> x, Matrix<T> y, NtkOutput output, int kernels, long? maxBytes, MatrixRental<T> rental)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ThrowIfUnfit(network, output, x, y);
        ThrowIfTooLarge<T>(KernelRows(network, x, output), KernelRows(network, y, output), kernels, maxBytes);
        return (TangentFactors.Of(network, x, output, rental), TangentFactors.Of(network, y, output, rental));
    }

    private static Matrix<T> Symmetric<T>(FactorPair<T>[] layers, NtkParametrisation? parametrisation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // Rows and columns then differ in a sign; either order of a product has the same bits.
        if (parametrisation is not null) return Between(layers, layers, parametrisation);
        var kernel = Matrix<T>.Uninitialised(layers[0].U.Rows, layers[0].U.Rows);
        HadamardGram.Symmetric(layers, kernel);
        return kernel;
    }

    private static Matrix<T> Between<T>(FactorPair<T>[] rows, FactorPair<T>[] columns, NtkParametrisation? parametrisation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        parametrisation?.ThrowIfInvalid();
        if (parametrisation is not null) (rows, columns) = (TangentFactors.Reparametrise(rows, parametrisation, isColumns: false), TangentFactors.Reparametrise(columns, parametrisation, isColumns: true));
        var kernel = Matrix<T>.Uninitialised(rows[0].U.Rows, columns[0].U.Rows);
        HadamardGram.Between(rows, columns, kernel);
        return kernel;
    }

    private static long KernelRows<T>(Network<T> network, Matrix<T> x, NtkOutput output)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => (long)x.Rows * (output.IsAll ? network.OutputCount : 1);

    internal static void ThrowIfUnfit<T>(Network<T> network, NtkOutput output, params ReadOnlySpan<Matrix<T>> inputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        output.Range(network.OutputCount);
        foreach (var x in inputs)
        {
            Guard.ThrowIfEmptyOrNotFinite(x, "the inputs");
            if (x.Columns != network.InputCount)
                throw new ArgumentException($"inputs must have {network.InputCount} columns as the network has inputs, but have {x.Columns}", nameof(inputs));
        }

        if (!TensorPrimitives.IsFiniteAll<T>(network.Parameters))
            throw new ArgumentException("the network's parameters must be finite, but some are not; look for a diverged training run", nameof(network));
    }

    private static void ThrowIfTooLarge<T>(long rows, long columns, int kernels, long? maxBytes)
    {
        const string Remedy = $"use {nameof(Blocks)}, {nameof(TangentOperator<float>)}, or fewer rows";
        var bytes = (double)rows * columns * Unsafe.SizeOf<T>();
        if (rows * columns > Array.MaxLength - 64)
            throw new ArgumentException($"a kernel must have ≤ {Array.MaxLength - 64} elements, but [{rows}, {columns}] has more and would take {Size(bytes)}; {Remedy}");
        var available = maxBytes ?? GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        if (bytes * kernels > available)
            throw new ArgumentException($"the memory must hold the kernels, but {kernels} of [{rows}, {columns}] would take {Size(bytes * kernels)} and there are {Size(available)}; {Remedy}");
    }

    private static string Size(double bytes) => bytes < 1e9 ? $"{bytes / 1e6:G3} MB" : $"{bytes / 1e9:G3} GB";
}
