using BenchmarkDotNet.Attributes;
using DeepDive.Analysis;
using DeepDive.Numerics;

namespace DeepDive.Bench.Benchmarks;

/// <summary>The exact median, beside a sort of all numbers.</summary>
public class OrderStatisticBenchmarks : KernelBenchmarks
{
    private float[] _values = [];
    private double _median;

    /// <summary>Number of values, even.</summary>
    [Params(10_000, 2_000_000)]
    public int Count { get; set; }

    /// <inheritdoc/>
    protected override double Tolerance => 0;

    /// <inheritdoc/>
    protected override void RunKernel() => _median = OrderStatistic.MeanOfRanks<float>(_values, Count / 2 - 1, Count / 2);

    /// <inheritdoc/>
    protected override void RunTwin()
    {
        var sorted = _values.ToArray();
        Array.Sort(sorted);
        _median = ((double)sorted[Count / 2 - 1] + sorted[Count / 2]) / 2;
    }

    /// <inheritdoc/>
    protected override void Make(RandomStream random) => _values = NormalMatrix.Draw<float>(random, 1, Count).AsSpan().ToArray();

    /// <inheritdoc/>
    protected override double[] Answer() => [_median];
}
