using System.Numerics;
using BenchmarkDotNet.Attributes;
using DeepDive.Numerics;

namespace DeepDive.Bench.Benchmarks;

/// <summary>Exponential and logarithm of vectors, beside the framework's of one number at a time.</summary>
public class ElementaryFunctionBenchmarks : KernelBenchmarks
{
    private const int Count = 4096; // whole vectors of every width

    private readonly float[] _results = new float[Count];
    private float[] _arguments = [];

    /// <summary>exp(−x), or log(1 + x) of 0 ≤ x &lt; 1 by series or of any x.</summary>
    [Params("exp", "log-share", "log")]
    public string Function { get; set; } = "";

    /// <inheritdoc/>
    protected override double Tolerance => 1e-6;

    /// <inheritdoc/>
    protected override void RunKernel()
    {
        for (var i = 0; i < Count; i += Vector<float>.Count)
        {
            var x = new Vector<float>(_arguments, i);
            var value = Function == "exp" ? Exponential.OfNegative(-x)
                : Function == "log" ? Logarithm.OfOnePlus(x, Vector<float>.One + x)
                : Logarithm.OfOnePlusShare(x);
            value.CopyTo(_results, i);
        }
    }

    /// <inheritdoc/>
    protected override void RunTwin()
    {
        for (var i = 0; i < Count; i++)
            _results[i] = Function == "exp" ? MathF.Exp(-_arguments[i]) : MathF.Log(1 + _arguments[i]);
    }

    /// <inheritdoc/>
    protected override void Make(RandomStream random) => _arguments = [.. Enumerable.Range(0, Count).Select(_ => (float)random.NextUniform())];

    /// <inheritdoc/>
    protected override double[] Answer() => [.. _results.Select(value => (double)value)];
}
