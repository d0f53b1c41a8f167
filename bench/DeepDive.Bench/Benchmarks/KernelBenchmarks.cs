using BenchmarkDotNet.Attributes;
using DeepDive.Numerics;

namespace DeepDive.Bench.Benchmarks;

/// <summary>A kernel beside its plain twin; nothing is timed before their answers agree.</summary>
[InProcess]
public abstract class KernelBenchmarks
{
    /// <summary>Most by which the answers may differ, relative to the largest number.</summary>
    protected abstract double Tolerance { get; }

    /// <summary>Makes the inputs and compares both answers.</summary>
    [GlobalSetup]
    public void SetUp()
    {
        Make(new RandomStream(1));
        RunTwin();
        var expected = Answer();
        RunKernel();
        WrongAnswerException.ThrowIfFar("the plain twin", expected, Answer(), Tolerance);
    }

    /// <summary>The fast way.</summary>
    [Benchmark]
    public void Kernel() => RunKernel();

    /// <summary>The plain twin.</summary>
    [Benchmark(Baseline = true)]
    public void Twin() => RunTwin();

    /// <summary>Makes the inputs.</summary>
    protected abstract void Make(RandomStream random);

    /// <summary>Computes the answer the fast way.</summary>
    protected abstract void RunKernel();

    /// <summary>Computes it as the definition says.</summary>
    protected abstract void RunTwin();

    /// <summary>What was computed last.</summary>
    protected abstract double[] Answer();
}
