using System.Numerics;
using DeepDive.Numerics;

namespace DeepDive.Analysis;

/// <summary>Takes the mean row away from every row.</summary>
internal static class Centring
{
    /// <summary>x − 1·mean(x), [n, d]; a column of equal values becomes exactly zero.</summary>
    /// <remarks>Row 0 is taken away first, which makes constant columns exact and keeps the digits of a small spread on a large mean.</remarks>
    public static Matrix<TResult> Centre<T, TResult>(Matrix<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TResult : unmanaged, IBinaryFloatingPointIeee754<TResult>
    {
        var means = MeansAboveFirstRow(x);
        var result = new Matrix<TResult>(x.Rows, x.Columns);
        var first = x.Row(0);
        for (var i = 0; i < x.Rows; i++)
        {
            var from = x.Row(i);
            var to = result.Row(i);
            for (var j = 0; j < to.Length; j++)
                to[j] = TResult.CreateTruncating(double.CreateTruncating(from[j]) - double.CreateTruncating(first[j]) - means[j]);
        }

        return result;
    }

    private static double[] MeansAboveFirstRow<T>(Matrix<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var means = new double[x.Columns];
        var first = x.Row(0);
        for (var i = 0; i < x.Rows; i++)
        {
            var row = x.Row(i);
            for (var j = 0; j < means.Length; j++) means[j] += double.CreateTruncating(row[j]) - double.CreateTruncating(first[j]);
        }

        for (var j = 0; j < means.Length; j++) means[j] /= x.Rows;
        return means;
    }
}
