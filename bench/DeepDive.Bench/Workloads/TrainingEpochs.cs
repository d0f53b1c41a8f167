using DeepDive.Bench.Rivals;
using DeepDive.Models;
using DeepDive.Training;

namespace DeepDive.Bench.Workloads;

/// <summary>Epochs of <see cref="Trainer"/> at one depth.</summary>
internal sealed class TrainingEpochs(int depth, int epochs, int threads, TrainingProblem problem) : Workload
{
    private readonly Network<float> _start = problem.Network(depth);
    private Network<float>? _network;
    private TrainingResult<Network<float>>? _result;

    public override string Row => $"train-{depth}{(threads == 1 ? "-1-thread" : "")}";

    public override string Title => $"training, epoch at depth {depth}";

    public override int Threads => threads;

    public override int Units => epochs;

    public override double Flops => problem.Flops(depth);

    public override double Tolerance => TrainingProblem.Tolerance;

    public override TimeSpan Budget => TimeSpan.FromSeconds(threads == 1 ? 6 : 18);

    public override IReadOnlyList<Peer> Peers { get; } = threads == 1
        ? []
        :
        [
            problem.Peer("hand-tuned", "train.py", "hand-tuned", "--depth", $"{depth}"),
            problem.Peer("reference loop", "train.py", "reference", "--depth", $"{depth}"),
        ];

    public override void SetUp()
    {
    }

    public override void Share(SharedFolder folder) => problem.Share(folder, depth);

    public override void Verify()
    {
        PrepareAndRun();
        WrongAnswerException.ThrowIfFar("the plain twin", problem.PlainAnswer(depth), Answer(), Tolerance);
    }

    public override void Prepare() => _network = _start.Clone();

    public override void Run() => _result = Trainer.Fit(_network!, problem.Split, TrainingProblem.Options(epochs));

    public override double[] Answer() => TrainingProblem.Answer(_result!.History);
}
