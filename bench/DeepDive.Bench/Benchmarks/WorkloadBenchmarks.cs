using BenchmarkDotNet.Attributes;

namespace DeepDive.Bench.Benchmarks;

/// <summary>Every workload of the comparison, once its answer is the plain twin's. Times are of a repetition.</summary>
[InProcess]
[MemoryDiagnoser]
public class WorkloadBenchmarks
{
    private Workload? _workload;

    /// <summary>Names of the workloads.</summary>
    public static IEnumerable<string> Rows => Catalogue.Find("", quick: true).Select(workload => workload.Row);

    /// <summary>Which workload.</summary>
    [ParamsSource(nameof(Rows))]
    public string Row { get; set; } = "";

    /// <summary>Makes the inputs and checks the answer.</summary>
    [GlobalSetup]
    public void SetUp()
    {
        _workload = Catalogue.Find(Row, quick: true).First(workload => workload.Row == Row);
        _workload.SetUp();
        _workload.Verify();
    }

    /// <summary>Makes what a repetition uses up.</summary>
    [IterationSetup]
    public void Prepare() => _workload!.Prepare();

    /// <summary>One repetition.</summary>
    [Benchmark]
    public void Run() => _workload!.Run();
}
