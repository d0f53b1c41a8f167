using System.Numerics;
using System.Runtime.Intrinsics;
using DeepDive.Numerics;

namespace DeepDive.Models;

/// <summary>
/// The products of one dense layer on some rows, on one thread: forward, backward, and the gradient. Each result is one
/// chain of sums in an order that the sizes alone decide, so that it has the same bits in whatever rows it is computed.
/// </summary>
/// <remarks>
/// Kernels read and write whole registers: outputs need rows of <see cref="LayerPanels{T}.OutputStride"/>, and the inputs
/// of <see cref="Gradient"/> need <see cref="SpareRows"/> after their last row. <see cref="Network{T}"/>'s products
/// through <see cref="ForwardPass{T}"/> are the plain twin.
/// </remarks>
internal abstract unsafe class DenseKernel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Rows of memory to leave after the last one: a tile may read past it, and drops what it finds.</summary>
    public const int SpareRows = 16;

    /// <summary>The kernel for this processor's widest registers.</summary>
    public static DenseKernel<T> Widest { get; } =
        Vector512.IsHardwareAccelerated ? new VectorDenseKernel<T, Vector512<T>, Lanes512<T>, Twelve>()
        : Vector256.IsHardwareAccelerated ? new VectorDenseKernel<T, Vector256<T>, Lanes256<T>, Six>()
        : Vector128.IsHardwareAccelerated ? new VectorDenseKernel<T, Vector128<T>, Lanes128<T>, Six>()
        : new VectorDenseKernel<T, T, ScalarLanes<T>, Six>();

    /// <summary>Elements of a register.</summary>
    public abstract int Lanes { get; }

    /// <summary>Rows of a tile.</summary>
    public abstract int TileRows { get; }

    /// <summary>z = x·Wᵀ + b, or max(z, 0).</summary>
    /// <param name="panels">W and b.</param>
    /// <param name="input">x, [n, d].</param>
    /// <param name="rows">n ≥ 1.</param>
    /// <param name="rectify">Whether to take the positive part; not of dot products.</param>
    /// <param name="output">[n, w], overwritten.</param>
    public abstract void Forward(LayerPanels<T> panels, Operand<T> input, int rows, bool rectify, Operand<T> output);

    /// <summary>δ·W; where <paramref name="kept"/> is given, zero at its elements that are not positive.</summary>
    /// <param name="panels">W.</param>
    /// <param name="delta">δ, [n, w].</param>
    /// <param name="rows">n ≥ 1.</param>
    /// <param name="kept">max(z, 0) of the layer before, laid out as <paramref name="before"/>, or null.</param>
    /// <param name="before">[n, d], overwritten.</param>
    public abstract void Backward(LayerPanels<T> panels, Operand<T> delta, int rows, T* kept, Operand<T> before);

    /// <summary>G = Aᵀ·B summed over rows: weights' gradient, with δ and x as A and B or the other way round.</summary>
    /// <param name="a">First of the columns of A, as lines.</param>
    /// <param name="aColumns">Number of them.</param>
    /// <param name="b">First row of B.</param>
    /// <param name="bColumns">Columns of B.</param>
    /// <param name="rows">n ≥ 1.</param>
    /// <param name="gradient">[aColumns, bColumns], overwritten, with its rows rounded up to whole tiles.</param>
    public abstract void Gradient(Operand<T> a, int aColumns, Operand<T> b, int bColumns, int rows, Operand<T> gradient);

    /// <summary>The sum of rows.</summary>
    /// <param name="matrix">[n, columns].</param>
    /// <param name="columns">Number of columns.</param>
    /// <param name="rows">n.</param>
    /// <param name="sums">[columns], overwritten, up to a whole register.</param>
    public abstract void SumRows(Operand<T> matrix, int columns, int rows, T* sums);
}
