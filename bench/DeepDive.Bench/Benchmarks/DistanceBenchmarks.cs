using BenchmarkDotNet.Attributes;
using DeepDive.Numerics;

namespace DeepDive.Bench.Benchmarks;

/// <summary>Squared distances of all pairs of rows by inner products, beside sums of squared differences.</summary>
public class DistanceBenchmarks : KernelBenchmarks
{
    private const int Size = DistanceTriangle<float>.Size;
    private const int Width = 120;

    private Matrix<float> _x = new(0, 0);
    private float[] _distances = [];

    /// <summary>Number of rows: whole blocks of the triangle.</summary>
    [Params(2 * Size, 10 * Size)]
    public int Rows { get; set; }

    /// <inheritdoc/>
    protected override double Tolerance => 1e-5;

    /// <inheritdoc/>
    protected override void RunKernel()
    {
        using var triangle = new DistanceTriangle<float>(_x);
        triangle.FillStrangers(0);
        triangle.Values.CopyTo(_distances);
    }

    /// <inheritdoc/>
    protected override void RunTwin()
    {
        for (var index = 0; index < _distances.Length; index++)
        {
            var ((row, column), place) = (UpperTriangle.Place(index / (Size * Size), Rows / Size), index % (Size * Size));
            var (i, j) = (row * Size + place / Size, column * Size + place % Size);
            _distances[index] = i < j ? Distance(_x.Row(i), _x.Row(j)) : 0;
        }
    }

    /// <inheritdoc/>
    protected override void Make(RandomStream random)
    {
        _x = NormalMatrix.Draw<float>(random, Rows, Width);
        _distances = new float[UpperTriangle.Count(Rows / Size) * Size * Size];
    }

    /// <inheritdoc/>
    protected override double[] Answer() => [.. _distances.Select(distance => (double)distance)];

    private static float Distance(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        var sum = 0f;
        for (var p = 0; p < x.Length; p++) sum += (x[p] - y[p]) * (x[p] - y[p]);
        return sum;
    }
}
