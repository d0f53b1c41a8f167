using System.Numerics;
using System.Numerics.Tensors;
using DeepDive.Numerics;

namespace DeepDive.Analysis;

/// <summary>How far the rows of a representation lie from the mean of their class, and the classes from each other.</summary>
/// <remarks>
/// With x a row, μ_c the mean of its class, n_c the rows of class c, μ the mean of all n rows: in the layers of a tunnel the variance
/// within classes falls and that between them rises (Masarczyk et al. 2023, §4.2). Computed in float64. Legend: n rows, d features, k classes.
/// </remarks>
/// <param name="Within">Σ ‖x − μ_c‖² / n.</param>
/// <param name="Between">Σ n_c ‖μ_c − μ‖² / n.</param>
/// <param name="MeanDistance">Mean of ‖μ_a − μ_b‖ over all pairs of classes that have rows.</param>
public sealed record ClassVariance(double Within, double Between, double MeanDistance)
{
    /// <summary>Σ ‖x − μ‖² / n, which the two variances sum to.</summary>
    public double Total => Within + Between;

    /// <summary>The variances of a representation by class.</summary>
    /// <param name="x">[n, d].</param>
    /// <param name="labels">[n], each in 0…k − 1, of at least two classes; a class without rows counts for nothing.</param>
    /// <param name="classCount">k.</param>
    /// <exception cref="ArgumentException">Rows and labels do not match, are not finite, or are of one class only.</exception>
    public static ClassVariance Of<T>(Matrix<T> x, ReadOnlySpan<int> labels, int classCount)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.ThrowIfEmptyOrNotFinite(x, "a representation");
        Guard.ThrowIfNoClasses(labels, x.Rows, classCount, "rows");
        var centred = Centring.Centre<T, double>(x);
        var (means, counts) = Means(centred, labels, classCount);
        var (within, between) = (0.0, 0.0);
        for (var i = 0; i < centred.Rows; i++) within += Square(TensorPrimitives.Distance<double>(centred.Row(i), means.Row(labels[i])));
        for (var c = 0; c < classCount; c++) between += counts[c] * Square(TensorPrimitives.Norm<double>(means.Row(c)));
        return new(within / x.Rows, between / x.Rows, MeanDistanceOf(means, counts));
    }

    private static (Matrix<double> Means, int[] Counts) Means(Matrix<double> centred, ReadOnlySpan<int> labels, int classCount)
    {
        var (means, counts) = (new Matrix<double>(classCount, centred.Columns), new int[classCount]);
        for (var i = 0; i < centred.Rows; i++)
        {
            var mean = means.Row(labels[i]);
            TensorPrimitives.Add(mean, centred.Row(i), mean);
            counts[labels[i]]++;
        }

        for (var c = 0; c < classCount; c++) TensorPrimitives.Divide(means.Row(c), Math.Max(counts[c], 1), means.Row(c));
        return (means, counts);
    }

    private static double MeanDistanceOf(Matrix<double> means, int[] counts)
    {
        int[] classes = [.. Enumerable.Range(0, counts.Length).Where(c => counts[c] > 0)];
        return classes.SelectMany(a => classes.Where(b => b > a), (a, b) => TensorPrimitives.Distance<double>(means.Row(a), means.Row(b))).Average();
    }

    private static double Square(double value) => value * value;
}
