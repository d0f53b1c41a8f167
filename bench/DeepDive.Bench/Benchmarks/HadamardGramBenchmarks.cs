using BenchmarkDotNet.Attributes;
using DeepDive.Numerics;

namespace DeepDive.Bench.Benchmarks;

/// <summary>Sums of element-wise products of kernels, the form of the tangent kernel, beside loops that read like the formula.</summary>
public class HadamardGramBenchmarks : KernelBenchmarks
{
    private const int Layers = 5;
    private const int Width = 120;

    private FactorPair<float>[] _layers = [];
    private Matrix<float> _sum = new(0, 0);

    /// <summary>Rows and columns of the kernel.</summary>
    [Params(100, 500)]
    public int Rows { get; set; }

    /// <inheritdoc/>
    protected override double Tolerance => 1e-5;

    /// <inheritdoc/>
    protected override void RunKernel() => HadamardGram.Symmetric(_layers, _sum);

    /// <inheritdoc/>
    protected override void RunTwin() => PlainHadamardGram.Between(_layers, _layers, _sum);

    /// <inheritdoc/>
    protected override void Make(RandomStream random)
    {
        _layers = [.. Enumerable.Range(0, Layers).Select(_ => new FactorPair<float>(NormalMatrix.Draw<float>(random, Rows, Width), NormalMatrix.Draw<float>(random, Rows, Width)))];
        _sum = new(Rows, Rows);
    }

    /// <inheritdoc/>
    protected override double[] Answer() => _sum.To<double>().AsSpan().ToArray();
}
