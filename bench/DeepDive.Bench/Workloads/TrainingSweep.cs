using DeepDive.Analysis;
using DeepDive.Bench.Rivals;

namespace DeepDive.Bench.Workloads;

/// <summary>One training at each of several depths, side by side, by <see cref="DepthSweep.Train"/>.</summary>
internal sealed class TrainingSweep(int depths, int epochs, TrainingProblem problem) : Workload
{
    private DepthSweep? _sweep;

    public override string Row => "sweep";

    public override string Title => $"sweep, {depths} depths × {epochs} epochs";

    public override double Flops => epochs * Deepest.Sum(problem.Flops);

    public override double Tolerance => TrainingProblem.Tolerance;

    public override TimeSpan Budget => TimeSpan.FromSeconds(40);

    /// <summary>As many processes of one thread as there are cores: faster than one process of many threads.</summary>
    public override IReadOnlyList<Peer> Peers { get; } =
    [
        problem.Peer("hand-tuned", "sweep.py", "hand-tuned", "--depths", $"{depths}", "--epochs", $"{epochs}", "--processes", $"{Environment.ProcessorCount}") with { Threads = [Environment.ProcessorCount] },
    ];

    public override void SetUp()
    {
    }

    public override void Share(SharedFolder folder) => problem.Share(folder, Enumerable.Range(1, depths));

    public override void Verify()
    {
        Train(TrainingProblem.CheckedEpochs);
        WrongAnswerException.ThrowIfFar("the plain twin", [.. Deepest.SelectMany(problem.PlainAnswer)], Answer(), Tolerance);
    }

    public override void Run() => Train(epochs);

    public override double[] Answer() => [.. Deepest.SelectMany(depth => TrainingProblem.Answer(_sweep![depth][0].Training.History))];

    // Peers start with the deepest too, and answer in that order.
    private IEnumerable<int> Deepest => Enumerable.Range(1, depths).Reverse();

    private void Train(int count) => _sweep = DepthSweep.Train(problem.SweepOptions([.. Deepest], count), _ => problem.Split);
}
