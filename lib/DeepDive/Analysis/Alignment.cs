using System.Numerics;
using System.Numerics.Tensors;
using DeepDive.Numerics;

namespace DeepDive.Analysis;

/// <summary>
/// Centred kernel-target alignment A = yᵀK_c·y / (‖K_c‖_F · ‖y‖²), K_c = C·K·C with C = I − 1·1ᵀ/n (Cortes, Mohri and Rostamizadeh
/// 2012; Baratin et al. 2021): how far the kernel already tells the targets apart. Of several targets, Y [n, t],
/// A = tr(YᵀK_c·Y) / (‖K_c‖_F · ‖Y·Yᵀ‖_F). Legend: n rows, t targets.
/// </summary>
/// <remarks>
/// For one layer's parameters, take one of <see cref="Ntk.Layerwise{T}(Models.Network{T}, Matrix{T}, NtkOutput, long?)"/>. At most 1, for a positive
/// semi-definite kernel at least 0; 0 where K_c is zero. Targets count as given: the largest value is reached for K = y·yᵀ, and is 1 if y
/// has mean 0 (±1 of classes of equal size has; of k such classes one-hot it is √(1 − 1/k)). Sums are float64 in a fixed order.
/// </remarks>
public static class Alignment
{
    /// <summary>The alignment with classes: ±1 for two of them, one-hot for more.</summary>
    /// <param name="kernel">K, [n, n].</param>
    /// <param name="labels">[n], of two classes or more.</param>
    /// <exception cref="ArgumentException">The kernel is not square or not finite, or the labels are not n or of one class.</exception>
    public static double WithTargets<T>(Matrix<T> kernel, ReadOnlySpan<int> labels)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => WithTargets(kernel, Code(labels));

    /// <summary>The alignment with one number a row.</summary>
    /// <param name="kernel">K, [n, n].</param>
    /// <param name="targets">y, [n].</param>
    /// <exception cref="ArgumentException">The kernel is not square or not finite, or the targets are not n, not finite or all zero.</exception>
    public static double WithTargets<T>(Matrix<T> kernel, ReadOnlySpan<double> targets)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var column = new Matrix<double>(targets.Length, 1);
        targets.CopyTo(column.AsSpan());
        return WithTargets(kernel, column);
    }

    /// <summary>The alignment with several numbers a row.</summary>
    /// <param name="kernel">K, [n, n].</param>
    /// <param name="targets">Y, [n, t].</param>
    /// <exception cref="ArgumentException">The kernel is not square or not finite, or the targets are not n, not finite or all zero.</exception>
    public static double WithTargets<T>(Matrix<T> kernel, Matrix<double> targets)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.ThrowIfNoKernel(kernel);
        ThrowIfUnfit(targets, kernel.Rows);
        var means = RowMeans(kernel);
        var (squares, products) = (new double[kernel.Rows], new double[kernel.Rows]);
        var columns = Enumerable.Range(0, targets.Columns).Select(targets.Column).ToArray();
        Workers.For(kernel.Rows, i =>
        {
            var row = CentredRow(kernel, means, i);
            squares[i] = TensorPrimitives.SumOfSquares<double>(row);
            foreach (var column in columns) products[i] += column[i] * TensorPrimitives.Dot<double>(row, column);
        });
        var norm = Math.Sqrt(TensorPrimitives.Sum<double>(squares));
        return norm == 0 ? 0 : TensorPrimitives.Sum<double>(products) / norm / GramNorm(targets);
    }

    /// <summary>The alignment of a kernel that is in no memory with classes: ±1 for two of them, one-hot for more.</summary>
    /// <remarks>tr(YᵀK_c·Y) is exact, by a product for each target; ‖K_c‖²_F = Σλ² is estimated as in <see cref="SpectralEstimate"/>.</remarks>
    /// <param name="kernel">Θ, [n, n].</param>
    /// <param name="labels">[n], of two classes or more.</param>
    /// <param name="options">How much work, or null for the usual; <see cref="SpectralEstimateOptions.ProbeSteps"/> has no say, as two steps give Σλ² exactly for a probe.</param>
    /// <returns>The alignment, with the standard error that ‖K_c‖_F has over the probes.</returns>
    /// <exception cref="ArgumentException">The labels are not n or of one class, or an option is out of range.</exception>
    public static Estimate WithTargets<T>(TangentOperator<T> kernel, ReadOnlySpan<int> labels, SpectralEstimateOptions? options = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(kernel);
        var targets = Code(labels);
        ThrowIfUnfit(targets, kernel.Size);
        options ??= new();
        options.ThrowIfInvalid();
        var centred = new CentredOperator(kernel);
        var products = Enumerable.Range(0, targets.Columns).Select(targets.Column).Sum(column => TensorPrimitives.Dot<double>(column, centred.Multiply(column)));
        var squares = StochasticQuadrature.Of<T>(centred, options, probeSteps: 2).Sum(lambda => lambda * lambda);
        if (squares.Value == 0) return new(0, 0);
        var value = products / Math.Sqrt(squares.Value) / GramNorm(targets);
        return new(value, Math.Abs(value) * squares.Error / (2 * squares.Value));
    }

    /// <summary>How alike two kernels of the same rows are, ⟨K_c, L_c⟩ / (‖K_c‖_F · ‖L_c‖_F): their centred kernel alignment, CKA.</summary>
    /// <param name="kernel">K, [n, n].</param>
    /// <param name="other">L, [n, n].</param>
    /// <returns>0…1 for positive semi-definite kernels; 0 where K_c or L_c is zero.</returns>
    /// <exception cref="ArgumentException">A kernel is not square or not finite, or they differ in size.</exception>
    public static double Between<T>(Matrix<T> kernel, Matrix<T> other)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.ThrowIfNoKernel(kernel);
        Guard.ThrowIfNoKernel(other);
        if (kernel.Rows != other.Rows)
            throw new ArgumentException($"kernels must be of the same rows, but have {kernel.Rows} and {other.Rows}", nameof(other));
        var (means, otherMeans) = (RowMeans(kernel), RowMeans(other));
        var (squares, otherSquares, products) = (new double[kernel.Rows], new double[kernel.Rows], new double[kernel.Rows]);
        Workers.For(kernel.Rows, i =>
        {
            var (row, otherRow) = (CentredRow(kernel, means, i), CentredRow(other, otherMeans, i));
            squares[i] = TensorPrimitives.SumOfSquares<double>(row);
            otherSquares[i] = TensorPrimitives.SumOfSquares<double>(otherRow);
            products[i] = TensorPrimitives.Dot<double>(row, otherRow);
        });
        var norm = Math.Sqrt(TensorPrimitives.Sum<double>(squares)) * Math.Sqrt(TensorPrimitives.Sum<double>(otherSquares));
        return norm == 0 ? 0 : TensorPrimitives.Sum<double>(products) / norm;
    }

    /// <summary>Targets of classes: +1 for the larger of two labels and −1 for the other, [n, 1]; one-hot for k &gt; 2 classes, [n, k].</summary>
    /// <exception cref="ArgumentException">The labels are of fewer than two classes.</exception>
    internal static Matrix<double> Code(ReadOnlySpan<int> labels)
    {
        var classes = labels.ToArray().Distinct().Order().ToArray();
        if (classes.Length < 2)
            throw new ArgumentException($"labels must be of ≥ 2 classes, but there were {classes.Length}; alignment tells classes apart", nameof(labels));
        var targets = new Matrix<double>(labels.Length, classes.Length == 2 ? 1 : classes.Length);
        for (var i = 0; i < labels.Length; i++)
        {
            var index = Array.BinarySearch(classes, labels[i]);
            if (classes.Length == 2) targets[i, 0] = index == 1 ? 1 : -1;
            else targets[i, index] = 1;
        }

        return targets;
    }

    /// <summary>‖Y·Yᵀ‖_F = ‖Yᵀ·Y‖_F; ‖y‖² of one column.</summary>
    internal static double GramNorm(Matrix<double> targets)
    {
        var gram = new Matrix<double>(targets.Columns, targets.Columns);
        MatMul.TN(targets, targets, gram);
        return TensorPrimitives.Norm<double>(gram.AsSpan());
    }

    /// <exception cref="ArgumentException">The targets are not n, not finite or all zero.</exception>
    internal static void ThrowIfUnfit(Matrix<double> targets, int rows)
    {
        Guard.ThrowIfNoTargets(targets, rows);
        if (GramNorm(targets) == 0) throw new ArgumentException("targets must not all be zero, but were; nothing aligns with them", nameof(targets));
    }

    private static double[] RowMeans<T>(Matrix<T> kernel)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var means = new double[kernel.Rows];
        Workers.For(kernel.Rows, i => means[i] = TensorPrimitives.Average<double>(ToDouble(kernel.Row(i))));
        return means;
    }

    /// <summary>K_ij − r_i − r_j + g, r the means of the rows (and the columns, K being symmetric) and g their mean.</summary>
    private static double[] CentredRow<T>(Matrix<T> kernel, double[] means, int i)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var row = ToDouble(kernel.Row(i));
        TensorPrimitives.Subtract(row, means, row);
        TensorPrimitives.Subtract(row, TensorPrimitives.Average<double>(row), row);
        return row;
    }

    private static double[] ToDouble<T>(ReadOnlySpan<T> row)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var result = new double[row.Length];
        TensorPrimitives.ConvertTruncating(row, result);
        return result;
    }
}
