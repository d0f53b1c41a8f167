using System.Numerics;
using System.Numerics.Tensors;
using DeepDive.Numerics;

namespace DeepDive.Analysis;

/// <summary>What every analysis asks of its matrices.</summary>
internal static class Guard
{
    // Rows that are held against their columns: a kernel between two sets shows in any.
    private const int RowsLookedAt = 64;
    private const double SymmetryTolerance = 1e-3;

    /// <exception cref="ArgumentException">The kernel is empty, not square or not symmetric, or an element is not finite.</exception>
    public static void ThrowIfNoKernel<T>(Matrix<T> kernel)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ThrowIfEmptyOrNotFinite(kernel, "a kernel");
        if (kernel.Rows != kernel.Columns)
            throw new ArgumentException($"a kernel must be square, but was [{kernel.Rows}, {kernel.Columns}]; give the kernel of one set of rows", nameof(kernel));
        var step = Math.Max(1, kernel.Rows / RowsLookedAt);
        for (var i = 0; i < kernel.Rows; i += step) ThrowIfRowIsNotColumn(kernel, i);
    }

    private static void ThrowIfRowIsNotColumn<T>(Matrix<T> kernel, int i)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var row = kernel.Row(i);
        var tolerance = T.CreateTruncating(SymmetryTolerance) * T.Abs(TensorPrimitives.MaxMagnitude<T>(row));
        for (var j = 0; j < row.Length; j++)
        {
            if (T.Abs(row[j] - kernel[j, i]) > tolerance)
                throw new ArgumentException($"a kernel must be symmetric, but has {row[j]} at [{i}, {j}] and {kernel[j, i]} at [{j}, {i}]; give the kernel of one set of rows, not between two", nameof(kernel));
        }
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
            throw new ArgumentException($"{name} must have rows and columns, but was [{matrix.Rows}, {matrix.Columns}]; give at least one of each", nameof(matrix));
        if (matrix.FirstRowNotFinite() is { } row)
            throw new ArgumentException($"{name} must be finite, but row {row} is not; look for damaged data or a diverged training run", nameof(matrix));
    }

    /// <exception cref="ArgumentException">There is not one label a row, or a label is no class.</exception>
    public static void ThrowIfLabelsUnfit(ReadOnlySpan<int> labels, int rows, int classCount)
    {
        if (labels.Length != rows) throw new ArgumentException($"there must be one label a row, but there are {labels.Length} labels and {rows} rows", nameof(labels));
        for (var i = 0; i < labels.Length; i++)
        {
            if ((uint)labels[i] >= (uint)classCount) throw new ArgumentException($"labels must lie in 0…{classCount - 1}, but label {i} is {labels[i]}; number the classes from 0", nameof(labels));
        }
    }

    /// <exception cref="ArgumentException">As of <see cref="ThrowIfLabelsUnfit"/>, or all labels are the same.</exception>
    public static void ThrowIfNoClasses(ReadOnlySpan<int> labels, int rows, int classCount, string name)
    {
        ThrowIfLabelsUnfit(labels, rows, classCount);
        if (!labels.ContainsAnyExcept(labels[0]))
            throw new ArgumentException($"{name} must be of ≥ 2 classes, but all {labels.Length} are of class {labels[0]}; draw them at random, not in the order of their classes", nameof(labels));
    }
}
