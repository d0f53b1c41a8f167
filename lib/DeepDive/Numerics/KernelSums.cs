using System.Numerics;
using System.Runtime.Intrinsics;

namespace DeepDive.Numerics;

/// <summary>
/// Sums over pairs of rows of the kernels K_l(i, j) = exp(f_l · d²_l(i, j)) − s_l and of their products, of several sets of
/// distances between the same rows: no kernel is ever in memory as a whole. The shift s = exp(f · c) makes the kernel 0 at a
/// distance c: where c is an average one, small numbers are left to sum, and digits that a later centring would lose are kept.
/// </summary>
/// <remarks>Blocks are added up in fixed shares, so that no bit depends on <see cref="Workers.Count"/>.</remarks>
/// <param name="Shifts">s, [l].</param>
/// <param name="Rows">Σ_{j ≠ i} K_l(i, j) of each kernel and row, [l][n].</param>
/// <param name="Products">2 Σ_{i &lt; j} K_l(i, j) K_m(i, j) of each two kernels, [l, m].</param>
internal sealed record KernelSums(double[] Shifts, double[][] Rows, double[,] Products)
{
    /// <param name="distances">One a kernel, l ≥ 1; elements that are no pair are overwritten.</param>
    /// <param name="factors">f, [l], negative.</param>
    /// <param name="centres">c, [l].</param>
    public static KernelSums Of<T>(IReadOnlyList<DistanceTriangle<T>> distances, T[] factors, T[] centres)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (Vector512.IsHardwareAccelerated) return KernelBlocks<T, Vector512<T>, Lanes512<T>>.Sum(distances, factors, centres);
        if (Vector256.IsHardwareAccelerated) return KernelBlocks<T, Vector256<T>, Lanes256<T>>.Sum(distances, factors, centres);
        if (Vector128.IsHardwareAccelerated) return KernelBlocks<T, Vector128<T>, Lanes128<T>>.Sum(distances, factors, centres);
        return KernelBlocks<T, T, ScalarLanes<T>>.Sum(distances, factors, centres);
    }
}
