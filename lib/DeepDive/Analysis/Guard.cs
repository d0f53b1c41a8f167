using System.Numerics;
using System.Numerics.Tensors;
using DeepDive.Numerics;

namespace DeepDive.Analysis;

/// <summary>What every analysis asks of its matrices.</summary>
internal static class Guard
{
    /// <exception cref="ArgumentException">The kernel is empty, not square, or an element is not finite.</exception>
    public static void ThrowIfNoKernel<T>(Matrix<T> kernel)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ThrowIfEmptyOrNotFinite(kernel, "a kernel");
        if (kernel.Rows != kernel.Columns)
            throw new ArgumentException($"a kernel must be square, but was [{kernel.Rows}, {kernel.Columns}]", nameof(kernel));
    }

    /// <exception cref="ArgumentException">The targets are empty or not finite, or not one row for each of the kernel's.</exception>
    public static void ThrowIfNoTargets<T>(Matrix<T> targets, int kernelRows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ThrowIfEmptyOrNotFinite(targets, "the targets");
        if (targets.Rows != kernelRows)
            throw new ArgumentException($"there must be a target for each of the kernel's {kernelRows} rows, but there were {targets.Rows}", nameof(targets));
    }

    /// <exception cref="ArgumentException">The matrix is empty, or an element is not finite.</exception>
    public static void ThrowIfEmptyOrNotFinite<T>(Matrix<T> matrix, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(matrix);
        if (matrix.Rows == 0 || matrix.Columns == 0)
            throw new ArgumentException($"{name} must have rows and columns, but was [{matrix.Rows}, {matrix.Columns}]", nameof(matrix));
        for (var i = 0; i < matrix.Rows; i++)
        {
            if (!TensorPrimitives.IsFiniteAll<T>(matrix.Row(i)))
                throw new ArgumentException($"{name} must be finite, but row {i} is not; look for a diverged training run", nameof(matrix));
        }
    }
}
