using DeepDive.Bench.Rivals;
using DeepDive.Training;

namespace DeepDive.Bench.Workloads;

/// <summary>One training at each of several depths, side by side: <see cref="Sweep"/> over <see cref="Trainer.Fit"/>.</summary>
internal sealed class DepthSweep(int depths, int epochs) : Workload
{
    private IReadOnlyList<TrainingResult> _results = [];

    public override string Row => "sweep";

    public override string Title => $"sweep, {depths} depths × {epochs} epochs";

    public override double Tolerance => TrainingProblem.Tolerance;

    public override TimeSpan Budget => TimeSpan.FromSeconds(60);

    /// <summary>As many processes of one thread as there are cores: faster than one process of many threads.</summary>
    public override IReadOnlyList<Peer> Peers { get; } =
    [
        TrainingProblem.Peer("hand-tuned", "sweep.py", "hand-tuned", "--depths", $"{depths}", "--epochs", $"{epochs}", "--processes", $"{Environment.ProcessorCount}") with { Threads = [Environment.ProcessorCount] },
    ];

    public override void SetUp()
    {
    }

    public override void Share(SharedFolder folder) => TrainingProblem.Share(folder, Enumerable.Range(1, depths));

    public override void Verify()
    {
        Train(TrainingProblem.CheckedEpochs);
        var expected = Enumerable.Range(0, depths).SelectMany(i => TrainingProblem.PlainAnswer(depths - i));
        WrongAnswerException.ThrowIfFar("the plain twin", [.. expected], Answer(), Tolerance);
    }

    public override void Run() => Train(epochs);

    public override double[] Answer() => [.. _results.SelectMany(result => TrainingProblem.Answer(result.History))];

    // The deepest takes longest and starts first.
    private void Train(int count) => _results = Sweep.Run(
        depths,
        i => Trainer.Fit(TrainingProblem.Network(depths - i), TrainingProblem.Split, TrainingProblem.Options(count)));
}
