using DeepDive.Analysis;
using DeepDive.Bench.Workloads;

namespace DeepDive.Bench;

/// <summary>The workloads, in the order of the table.</summary>
internal static class Catalogue
{
    private static readonly int s_cores = Environment.ProcessorCount;

    /// <summary>The workloads whose row begins with <paramref name="prefix"/>.</summary>
    public static IEnumerable<Workload> Find(string prefix, bool quick = false) =>
        All(quick).Where(workload => workload.Row.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<Workload> All(bool quick)
    {
        var problem = new TrainingProblem();
        yield return new MatrixProduct("gemm-2000-1-thread", 2000, 2000, 2000, threads: 1, units: 1);
        yield return new MatrixProduct("gemm-2000", 2000, 2000, 2000, s_cores, units: 2);
        yield return new MatrixProduct("gemm-1200x120x120-1-thread", 1200, 120, 120, threads: 1, units: 200);
        yield return new MatrixProduct("gemm-1200x120x120", 1200, 120, 120, s_cores, units: 400);
        yield return new TrainingEpochs(depth: 1, epochs: quick ? 200 : 1000, s_cores, problem);
        yield return new TrainingEpochs(depth: 5, epochs: quick ? 40 : 200, s_cores, problem);
        yield return new TrainingEpochs(depth: 5, epochs: quick ? 40 : 200, threads: 1, problem);
        yield return new TrainingEpochs(depth: 8, epochs: quick ? 40 : 200, s_cores, problem);
        yield return new LayerSimilarity("cka-rbf", CkaKind.Rbf, units: 1);
        yield return new LayerSimilarity("cka-linear", CkaKind.Linear, units: 5);
        yield return new TangentKernel(rows: 2000, depth: 5, problem);
        yield return new ClassProbe("probe-easy", latents: 0, strength: 1e-3);
        yield return new ClassProbe("probe-hard", latents: 40, strength: 1e-4);
        yield return new KernelSpectrum(2000, withSvd: true);

        // The longest come last. A third of Part 1's epochs: the time is in proportion.
        yield return new TrainingSweep(depths: 8, epochs: quick ? 50 : 500, problem);
        yield return new KernelSpectrum(3600, withSvd: false);
    }
}
