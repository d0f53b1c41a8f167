using DeepDive.Numerics;

namespace DeepDive.Bench;

/// <summary>Inputs of measurements.</summary>
internal static class NormalMatrix
{
    /// <summary>Standard normal numbers, [rows, columns].</summary>
    public static Matrix<T> Draw<T>(RandomStream random, int rows, int columns)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        var matrix = new Matrix<T>(rows, columns);
        foreach (ref var value in matrix.AsSpan()) value = T.CreateTruncating(random.NextNormal());
        return matrix;
    }
}
