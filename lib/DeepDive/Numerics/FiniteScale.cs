using System.Numerics;
using System.Numerics.Tensors;

namespace DeepDive.Numerics;

/// <summary>The size of a matrix's numbers, to divide by so that squares neither overflow nor vanish.</summary>
internal static class FiniteScale
{
    /// <summary>The power of two at or below the largest magnitude, or 1 for a matrix of zeros.</summary>
    /// <exception cref="ArgumentException">A number is not finite.</exception>
    public static double Of<T>(Matrix<T> matrix, string parameter)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var largest = 0.0;
        for (var i = 0; i < matrix.Rows && matrix.Columns > 0; i++)
        {
            var rowLargest = Math.Abs(double.CreateTruncating(TensorPrimitives.MaxMagnitude<T>(matrix.Row(i))));
            if (!double.IsFinite(rowLargest)) throw NotFinite(matrix.Row(i), i, parameter);
            largest = Math.Max(largest, rowLargest);
        }

        return largest == 0 ? 1 : Math.ScaleB(1, Math.Max(Math.ILogB(largest), -1022));
    }

    private static ArgumentException NotFinite<T>(ReadOnlySpan<T> row, int i, string parameter)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var j = 0;
        while (T.IsFinite(row[j])) j++;
        return new ArgumentException($"all numbers must be finite, but element ({i}, {j}) is {row[j]}; look for divisions by zero or a diverged training", parameter);
    }
}
