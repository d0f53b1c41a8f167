using System.Runtime.CompilerServices;
using DeepDive.Numerics;

namespace DeepDive.Data;

/// <summary>Rules of the generators' options; each message gives rule, value and remedy on one line.</summary>
internal static class Require
{
    private const long MaxElements = 1L << 29; // 2 GiB of float32

    public static void Share(double value, string what, string remedy, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        if (value is not (>= 0 and <= 1))
            throw new ArgumentOutOfRangeException(name, Invariant($"{what} must lie in [0, 1], but was {value}; {remedy}"));
    }

    public static void NonNegative(double value, string what, string remedy, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        if (!(value >= 0 && double.IsFinite(value)))
            throw new ArgumentOutOfRangeException(name, Invariant($"{what} must be a finite number ≥ 0, but was {value}; {remedy}"));
    }

    public static void Finite(double value, string what, string remedy, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        if (!double.IsFinite(value))
            throw new ArgumentOutOfRangeException(name, Invariant($"{what} must be a finite number, but was {value}; {remedy}"));
    }

    public static void AtLeast(int low, int value, string what, string remedy, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        if (value < low)
            throw new ArgumentOutOfRangeException(name, $"{what} must be ≥ {low}, but was {value}; {remedy}");
    }

    public static Matrix<float> Inputs(int rows, long columns) => rows * columns <= MaxElements
        ? new Matrix<float>(rows, (int)columns)
        : throw new ArgumentException($"inputs must have at most {MaxElements} elements, but {rows} rows of {columns} columns have {rows * columns}; draw fewer rows or columns");

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
