using System.Numerics;
using DeepDive.Numerics;

namespace DeepDive.Tests.Analysis;

/// <summary>How far one kernel is from another: max|ΔK| / mean|K|, the measure of neural-tangents.</summary>
internal static class KernelError
{
    public static double Of<T>(Matrix<double> expected, Matrix<T> actual)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Assert.Equal((expected.Rows, expected.Columns), (actual.Rows, actual.Columns));
        var (largest, sum) = (0.0, 0.0);
        for (var i = 0; i < expected.Rows; i++)
        {
            for (var j = 0; j < expected.Columns; j++)
            {
                var difference = Math.Abs(expected[i, j] - double.CreateTruncating(actual[i, j]));
                largest = difference <= largest ? largest : difference; // NaN comes through
                sum += Math.Abs(expected[i, j]);
            }
        }

        return largest / (sum / ((double)expected.Rows * expected.Columns));
    }
}
