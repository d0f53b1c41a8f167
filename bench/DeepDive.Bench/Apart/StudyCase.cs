using System.Globalization;
using DeepDive.Analysis;
using DeepDive.Bench.Workloads;

namespace DeepDive.Bench.Apart;

/// <summary>A workload of the study at one size, such that a process of its own can be told to run it.</summary>
/// <param name="Work">One of <see cref="Works"/>.</param>
/// <param name="Rows">Rows of data.</param>
/// <param name="Depth">Hidden layers; for CKA, layers compared.</param>
/// <param name="Width">Units of a hidden layer.</param>
internal sealed record StudyCase(string Work, int Rows = 2000, int Depth = 5, int Width = 120)
{
    public const string Training = "training";
    public const string Kernel = "ntk";
    public const string Similarity = "cka";

    private const double FlopsPerRepetition = 4e9;
    private const int FewestEpochs = 10; // The peer's answer is of the tenth.

    public static IReadOnlyList<string> Works { get; } = [Training, Kernel, Similarity];

    /// <summary>The workload, which makes its inputs in <see cref="Workload.SetUp"/>.</summary>
    public Workload ToWorkload()
    {
        var problem = new TrainingProblem(Rows, Width);
        return Work switch
        {
            Training => new TrainingEpochs(Depth, Math.Max(FewestEpochs, (int)(FlopsPerRepetition / problem.Flops(Depth))), Environment.ProcessorCount, problem),
            Kernel => new TangentKernel(Rows, Depth, problem),
            _ => new LayerSimilarity(Work, CkaKind.Rbf, units: 1, Depth, Rows, Width),
        };
    }

    public IEnumerable<string> ToArguments() => [Work, .. new[] { Rows, Depth, Width }.Select(number => number.ToString(CultureInfo.InvariantCulture))];
}
