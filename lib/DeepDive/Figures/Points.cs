using System.Numerics;
using DeepDive.Numerics;

namespace DeepDive.Figures;

/// <summary>Points in a plane, each of a class.</summary>
public sealed class Points
{
    /// <summary>Most points of one cloud: a page must stay small.</summary>
    public const int MaximumCount = 5000;

    private Points(double[] x, double[] y, int[] labels, string[] classNames) =>
        (X, Y, Labels, ClassNames) = (x, y, labels, classNames);

    /// <summary>First coordinate, [n].</summary>
    public IReadOnlyList<double> X { get; }

    /// <summary>Second coordinate, [n].</summary>
    public IReadOnlyList<double> Y { get; }

    /// <summary>Class of each point, [n], in 0…k−1.</summary>
    public IReadOnlyList<int> Labels { get; }

    /// <summary>Name of each class, [k].</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>Points by their coordinates.</summary>
    /// <param name="x">[n].</param>
    /// <param name="y">[n].</param>
    /// <param name="labels">[n], each in 0…k−1; null puts all points in one class.</param>
    /// <param name="classNames">[k]; null names them "class 0", "class 1", ….</param>
    /// <exception cref="ArgumentException">The lengths differ, there are no points or too many, or a label has no name.</exception>
    public static Points Of(IEnumerable<double> x, IEnumerable<double> y, IReadOnlyList<int>? labels = null, IReadOnlyList<string>? classNames = null)
    {
        double[] xs = [.. x], ys = [.. y];
        int[] classes = labels is null ? new int[xs.Length] : [.. labels];
        if (xs.Length != ys.Length || xs.Length != classes.Length)
            throw new ArgumentException($"points must have one x, one y and one label each, but there are {xs.Length}, {ys.Length} and {classes.Length}", nameof(y));
        if (xs.Length is 0 or > MaximumCount)
            throw new ArgumentException($"a figure takes 1 to {MaximumCount} points, but got {xs.Length}; draw a sample of the rows", nameof(x));
        if (!xs.Zip(ys).Any(point => double.IsFinite(point.First) && double.IsFinite(point.Second)))
            throw new ArgumentException("points must have a finite position, but all are NaN or infinite", nameof(x));
        string[] names = classNames is null ? [.. Enumerable.Range(0, classes.Max() + 1).Select(c => $"class {c}")] : [.. classNames];
        var wrong = Array.FindIndex(classes, label => label < 0 || label >= names.Length);
        if (wrong >= 0)
            throw new ArgumentException($"labels must lie in 0…{names.Length - 1}, but label {wrong} is {classes[wrong]}", nameof(labels));
        return new Points(xs, ys, classes, names);
    }

    /// <summary>Points by the rows of a matrix.</summary>
    /// <param name="rows">[n, 2].</param>
    /// <param name="labels">[n], each in 0…k−1; null puts all points in one class.</param>
    /// <param name="classNames">[k]; null names them "class 0", "class 1", ….</param>
    /// <exception cref="ArgumentException">The matrix has not two columns, or as above.</exception>
    public static Points Of<T>(Matrix<T> rows, IReadOnlyList<int>? labels = null, IReadOnlyList<string>? classNames = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.Columns != 2)
            throw new ArgumentException($"points in a plane must have 2 columns, but the matrix has {rows.Columns}; choose two with ColumnRange", nameof(rows));
        return Of(rows.Column(0).Select(double.CreateChecked), rows.Column(1).Select(double.CreateChecked), labels, classNames);
    }
}
