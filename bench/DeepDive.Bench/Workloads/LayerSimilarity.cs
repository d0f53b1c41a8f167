using DeepDive.Analysis;
using DeepDive.Bench.Rivals;
using DeepDive.Models;
using DeepDive.Numerics;

namespace DeepDive.Bench.Workloads;

/// <summary>CKA between all pairs of a network's layers by <see cref="Cka.Matrix{T}"/>.</summary>
internal sealed class LayerSimilarity(string row, CkaKind kind, int units, int layers = 10, int rows = 2000, int width = 120) : Workload
{
    private Matrix<float>[] _layers = [];
    private double[,] _similarities = new double[0, 0];

    public override string Row => row;

    public override string Title => $"{(kind == CkaKind.Rbf ? "RBF" : "linear")} CKA, all pairs of {layers} layers";

    public override int Units => units;

    public override double Tolerance => 1e-4;

    public override IReadOnlyList<Peer> Peers { get; } =
    [
        new("hand-tuned", "cka.py", "--layers", $"{layers}", "--rows", $"{rows}", "--features", $"{width}", "--kind", kind == CkaKind.Rbf ? "rbf" : "linear"),
    ];

    public override void SetUp()
    {
        var random = new RandomStream(1);
        var inputs = NormalMatrix.Draw<float>(random, rows, 2);
        var network = Mlp.Create<float>(2, layers, width, 2, Activation.ReLU, random.Split("weights"), Initialisation.He);
        _layers = [.. network.Representations(inputs, Tap.PreActivation).Take(layers)];
    }

    public override void Share(SharedFolder folder) => folder.Write("layers.f32", _layers);

    public override void Verify()
    {
        PrepareAndRun();
        var plain = PlainCka.Of(_layers[0], _layers[^1], kind == CkaKind.Rbf);
        WrongAnswerException.ThrowIfFar("the plain twin", [plain], [_similarities[0, layers - 1]], Tolerance);
    }

    public override void Run()
    {
        for (var i = 0; i < units; i++) _similarities = Cka.Matrix(_layers, _layers, kind);
    }

    public override double[] Answer() => [.. _similarities.Cast<double>()];
}
