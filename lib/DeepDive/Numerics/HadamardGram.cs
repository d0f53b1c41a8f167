using System.Numerics;
using System.Runtime.Intrinsics;

namespace DeepDive.Numerics;

/// <summary>Sums of element-wise products of two kernels: C = Σ_t (U_t·U′_tᵀ + 1) ∘ (V_t·V′_tᵀ), the form of the neural tangent kernel.</summary>
/// <remarks>
/// Block by block, so that neither kernel is ever in memory as a whole. Same processor, same sizes and same numbers → the same
/// bits, whatever <see cref="Workers.Count"/>, and whether an element is computed in a square or a rectangle.
/// <see cref="PlainHadamardGram"/> is the plain twin.
/// </remarks>
internal static class HadamardGram
{
    /// <summary>The symmetric C [n, n] of rows with themselves: the upper triangle is computed, and mirrored.</summary>
    public static void Symmetric<T>(IReadOnlyList<FactorPair<T>> rows, Matrix<T> c)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Fill(rows, rows, c, symmetric: true);

    /// <summary>C [n, m] between two sets of rows, whose features have the same lengths.</summary>
    public static void Between<T>(IReadOnlyList<FactorPair<T>> rows, IReadOnlyList<FactorPair<T>> columns, Matrix<T> c)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Fill(rows, columns, c, symmetric: false);

    private static void Fill<T>(IReadOnlyList<FactorPair<T>> rows, IReadOnlyList<FactorPair<T>> columns, Matrix<T> c, bool symmetric)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (Vector512.IsHardwareAccelerated) HadamardBlocks<T, Vector512<T>, Lanes512<T>, Twelve>.Fill(rows, columns, c, symmetric);
        else if (Vector256.IsHardwareAccelerated) HadamardBlocks<T, Vector256<T>, Lanes256<T>, Six>.Fill(rows, columns, c, symmetric);
        else if (Vector128.IsHardwareAccelerated) HadamardBlocks<T, Vector128<T>, Lanes128<T>, Six>.Fill(rows, columns, c, symmetric);
        else HadamardBlocks<T, T, ScalarLanes<T>, Six>.Fill(rows, columns, c, symmetric);
    }
}
