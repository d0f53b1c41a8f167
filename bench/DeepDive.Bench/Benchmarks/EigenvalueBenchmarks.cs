using BenchmarkDotNet.Attributes;
using DeepDive.Numerics;

namespace DeepDive.Bench.Benchmarks;

/// <summary>Eigenvalues of a symmetric matrix by two stages, beside one stage.</summary>
public class EigenvalueBenchmarks : KernelBenchmarks
{
    private Matrix<float> _matrix = new(0, 0);
    private double[] _values = [];

    /// <summary>Order of the matrix.</summary>
    [Params(200, 600)]
    public int Order { get; set; }

    /// <inheritdoc/>
    protected override double Tolerance => 1e-4;

    /// <inheritdoc/>
    protected override void RunKernel() => _values = SymmetricEigen.Values(_matrix);

    /// <inheritdoc/>
    protected override void RunTwin() => _values = OneStageEigen.Values(_matrix, scale: 1);

    /// <inheritdoc/>
    protected override void Make(RandomStream random)
    {
        var x = NormalMatrix.Draw<float>(random, Order, Order);
        _matrix = new(Order, Order);
        MatMul.NT(x, x, _matrix);
    }

    /// <inheritdoc/>
    protected override double[] Answer() => [.. _values.Order()];
}
