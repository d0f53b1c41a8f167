using DeepDive.Numerics;

namespace DeepDive.Tests.Models;

/// <summary>Matrices that tests of networks share.</summary>
internal static class TestData
{
    public static Matrix<T> Normal<T>(int rows, int columns, ulong seed)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        var random = new RandomStream(seed);
        var matrix = new Matrix<T>(rows, columns);
        foreach (ref var element in matrix.AsSpan()) element = T.CreateTruncating(random.NextNormal());
        return matrix;
    }
}
