using System.Numerics;
using System.Numerics.Tensors;
using DeepDive.Numerics;

namespace DeepDive.Analysis;

/// <summary>Mean and scale of each feature of the training rows, by which any rows are standardised: (x − mean) / deviation.</summary>
/// <remarks>A feature that is constant but for rounding becomes 0, whatever it is in other rows: nothing can be learnt from it.</remarks>
internal sealed class FeatureScale
{
    private const int RowsPerTask = 256;

    // Rows are added in the rows' precision for a few, then in float64.
    private const int FlushRows = 32;

    private readonly double[] _origin, _shifts, _factors;

    private FeatureScale(double[] origin, double[] shifts, double[] factors) => (_origin, _shifts, _factors) = (origin, shifts, factors);

    /// <summary>From rows [n, d], with the deviation over n; or the mean alone, with scale 1.</summary>
    public static FeatureScale Of<T>(Matrix<T> x, bool deviation = true)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (sums, squares) = SumsAboveFirstRow(x);
        var epsilon = double.CreateTruncating(T.BitIncrement(T.One) - T.One);
        var (origin, shifts, factors) = (new double[x.Columns], new double[x.Columns], new double[x.Columns]);
        for (var j = 0; j < origin.Length; j++)
        {
            (origin[j], shifts[j]) = (double.CreateTruncating(x[0, j]), sums[j] / x.Rows);
            var scale = Math.Sqrt(Math.Max(0, squares[j] / x.Rows - shifts[j] * shifts[j]));
            factors[j] = !deviation ? 1 : scale > epsilon * Math.Abs(origin[j] + shifts[j]) ? 1 / scale : 0;
        }

        return new(origin, shifts, factors);
    }

    /// <summary>The rows standardised, [n, d].</summary>
    public Matrix<T> Apply<T>(Matrix<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var result = Matrix<T>.Uninitialised(x.Rows, x.Columns);
        var (origin, shifts, factors) = (Convert<T>(_origin), Convert<T>(_shifts), Convert<T>(_factors));
        Workers.For((x.Rows + RowsPerTask - 1) / RowsPerTask, task =>
        {
            for (var i = task * RowsPerTask; i < Math.Min(x.Rows, (task + 1) * RowsPerTask); i++)
            {
                var row = result.Row(i);
                TensorPrimitives.Subtract(x.Row(i), origin, row);
                TensorPrimitives.Subtract(row, shifts, row);
                TensorPrimitives.Multiply(row, factors, row);
            }
        });
        return result;
    }

    // About row 0, which keeps the digits of a small spread on a large mean.
    private static (double[] Sums, double[] Squares) SumsAboveFirstRow<T>(Matrix<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (sums, squares) = (new double[x.Columns], new double[x.Columns]);
        var (difference, fewSums, fewSquares) = (new T[x.Columns], new T[x.Columns], new T[x.Columns]);
        for (var i = 0; i < x.Rows; i++)
        {
            TensorPrimitives.Subtract(x.Row(i), x.Row(0), difference);
            TensorPrimitives.Add<T>(fewSums, difference, fewSums);
            TensorPrimitives.MultiplyAdd<T>(difference, difference, fewSquares, fewSquares);
            if (i % FlushRows != FlushRows - 1 && i != x.Rows - 1) continue;
            Flush(fewSums, sums);
            Flush(fewSquares, squares);
        }

        return (sums, squares);
    }

    private static void Flush<T>(T[] few, double[] sums)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var j = 0; j < few.Length; j++) sums[j] += double.CreateTruncating(few[j]);
        Array.Clear(few);
    }

    private static T[] Convert<T>(double[] values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Array.ConvertAll(values, T.CreateTruncating);
}
