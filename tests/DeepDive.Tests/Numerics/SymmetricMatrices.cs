using DeepDive.Numerics;

namespace DeepDive.Tests.Numerics;

/// <summary>Symmetric matrices that try an eigenvalue method in different ways.</summary>
public enum SymmetricKind
{
    Random,
    DecayingKernel,
    Clustered,
    Graded,
    RankDeficient,
    Diagonal,
    Banded,
    Identity,
    Zero,
}

internal static class SymmetricMatrices
{
    public static Matrix<double> Make(SymmetricKind kind, int n)
    {
        var random = new RandomStream(11);
        return kind switch
        {
            SymmetricKind.Random => Symmetric(n, (_, _) => random.NextNormal()),
            SymmetricKind.DecayingKernel => Symmetric(n, (i, j) => Math.Exp(-Math.Pow(3.0 * (i - j) / n, 2))),
            SymmetricKind.Clustered => Turned(n, i => i % 3 == 0 ? 1 : i % 3 == 1 ? 1 + 1e-6 : -0.5, random),
            SymmetricKind.Graded => Symmetric(n, (i, j) => random.NextNormal() * Math.Pow(10, -6.0 * (i + j) / n)),
            SymmetricKind.RankDeficient => Turned(n, i => i < 5 ? 5 - i : 0, random),
            SymmetricKind.Diagonal => Symmetric(n, (i, j) => i == j ? random.NextNormal() : 0),
            SymmetricKind.Banded => Symmetric(n, (i, j) => i - j <= 5 ? random.NextNormal() : 0),
            SymmetricKind.Identity => Symmetric(n, (i, j) => i == j ? 1 : 0),
            _ => new Matrix<double>(n, n),
        };
    }

    public static Matrix<double> Symmetric(int n, Func<int, int, double> lower)
    {
        var matrix = new Matrix<double>(n, n);
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j <= i; j++) matrix[i, j] = matrix[j, i] = lower(i, j);
        }

        return matrix;
    }

    /// <summary>H·D·H with a reflector H that mixes all rows.</summary>
    private static Matrix<double> Turned(int n, Func<int, double> value, RandomStream random)
    {
        var (u, d) = (new double[n], new double[n]);
        for (var i = 0; i < n; i++) (u[i], d[i]) = (random.NextNormal(), value(i));
        var square = u.Sum(x => x * x);
        var inner = 0.0;
        for (var i = 0; i < n; i++) inner += u[i] * u[i] * d[i];
        return Symmetric(n, (i, j) =>
            (i == j ? d[i] : 0) - 2 / square * u[i] * u[j] * (d[i] + d[j]) + 4 * inner / (square * square) * u[i] * u[j]);
    }
}
