using System.Numerics;
using DeepDive.Numerics;

namespace DeepDive.Analysis;

/// <summary>Mean and scale of each feature of the training rows, by which any rows are standardised: (x − mean) / deviation.</summary>
/// <remarks>A feature that is constant but for rounding becomes 0, whatever it is in other rows: nothing can be learnt from it.</remarks>
internal sealed class FeatureScale
{
    private const int RowsPerTask = 256;

    private readonly double[] _means;
    private readonly double[] _factors;

    private FeatureScale(double[] means, double[] factors) => (_means, _factors) = (means, factors);

    /// <summary>From rows [n, d], with the deviation over n.</summary>
    public static FeatureScale Of<T>(Matrix<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // About row 0, which keeps the digits of a small spread on a large mean.
        var origin = x.Row(0).ToArray();
        var (sums, squares) = (new double[x.Columns], new double[x.Columns]);
        for (var i = 0; i < x.Rows; i++)
        {
            var row = x.Row(i);
            for (var j = 0; j < row.Length; j++)
            {
                var difference = double.CreateTruncating(row[j]) - double.CreateTruncating(origin[j]);
                sums[j] += difference;
                squares[j] += difference * difference;
            }
        }

        var epsilon = double.CreateTruncating(T.BitIncrement(T.One) - T.One);
        var (means, factors) = (new double[x.Columns], new double[x.Columns]);
        for (var j = 0; j < means.Length; j++)
        {
            var shift = sums[j] / x.Rows;
            means[j] = double.CreateTruncating(origin[j]) + shift;
            var deviation = Math.Sqrt(Math.Max(0, squares[j] / x.Rows - shift * shift));
            factors[j] = deviation > epsilon * Math.Abs(means[j]) ? 1 / deviation : 0;
        }

        return new(means, factors);
    }

    /// <summary>The rows standardised, [n, d].</summary>
    public Matrix<T> Apply<T>(Matrix<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var result = Matrix<T>.Uninitialised(x.Rows, x.Columns);
        Workers.For((x.Rows + RowsPerTask - 1) / RowsPerTask, task =>
        {
            for (var i = task * RowsPerTask; i < Math.Min(x.Rows, (task + 1) * RowsPerTask); i++)
            {
                var from = x.Row(i);
                var to = result.Row(i);
                for (var j = 0; j < to.Length; j++) to[j] = T.CreateTruncating((double.CreateTruncating(from[j]) - _means[j]) * _factors[j]);
            }
        });
        return result;
    }
}
