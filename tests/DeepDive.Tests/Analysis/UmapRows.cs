using DeepDive.Numerics;

namespace DeepDive.Tests.Analysis;

/// <summary>The rows of Golden/umap-js.mjs, to the bit: integer arithmetic and sums in its order.</summary>
internal static class UmapRows
{
    private const int Rows = 400;

    public static Matrix<float> Of(string name) => name switch
    {
        "clusters" => Clusters(Uniform(1)),
        "surface" => Surface(Uniform(2)),
        _ => Matrix(Uniform(3), next => [.. Enumerable.Range(0, 10).Select(_ => next())]),
    };

    private static Matrix<float> Clusters(Func<double> next)
    {
        double[][] centres = [.. Enumerable.Range(0, 10).Select(_ => Enumerable.Range(0, 20).Select(_ => 4 * next() - 2).ToArray())];
        var row = 0;
        return Matrix(next, _ => [.. centres[row++ % 10].Select(centre => centre + 1.5 * (next() + next() + next() + next() - 2))]);
    }

    private static Matrix<float> Surface(Func<double> next) => Matrix(next, _ =>
    {
        var (u, v) = (2 * next() - 1, 2 * next() - 1);
        return [u, v, u * u, u * v, v * v, u * u * u, u * v * v, v * v * v * v];
    });

    private static Matrix<float> Matrix(Func<double> next, Func<Func<double>, double[]> row) =>
        Matrix<float>.FromRows([.. Enumerable.Range(0, Rows).Select(_ => row(next).Select(value => (float)value).ToArray())]);

    private static Func<double> Uniform(uint state) => () => (state = unchecked(state * 1664525u + 1013904223u)) / 4294967296.0;
}
