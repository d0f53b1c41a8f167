using System.Globalization;
using DeepDive.Analysis;
using DeepDive.Bench.Rivals;
using DeepDive.Data;
using DeepDive.Models;
using DeepDive.Numerics;
using DeepDive.Training;

namespace DeepDive.Bench.Workloads;

/// <summary>The trainings of Part 1: core/spurious data in three parts, full batch, momentum.</summary>
/// <param name="rows">Rows of all three parts.</param>
/// <param name="width">Units of a hidden layer.</param>
internal sealed class TrainingProblem(int rows = 2000, int width = 120)
{
    public const double Tolerance = 1e-3;

    private const ulong Seed = 1;
    private const double Rate = 0.02;
    private const double Momentum = 0.9;
    private static readonly int[] s_checkedEpochs = [1, 10];

    /// <summary>Epochs after which the answer is complete.</summary>
    public static int CheckedEpochs => s_checkedEpochs[^1];

    public int Width => width;

    public DataSplit Split { get; } = Splits.Random(CoreSpurious.Generate(new CoreSpuriousOptions { Count = rows }));

    public Network<float> Network(int depth) =>
        Mlp.Create<float>(Split.Train.Inputs.Columns, depth, width, Split.Train.ClassCount, Activation.ReLU, Weights);

    /// <summary>The same network in float64.</summary>
    public Network<double> PreciseNetwork(int depth)
    {
        var start = Network(depth);
        var network = Mlp.Create<double>(start.InputCount, depth, width, start.OutputCount, Activation.ReLU, Weights);
        for (var i = 0; i < start.Parameters.Length; i++) network.Parameters[i] = start.Parameters[i];
        return network;
    }

    /// <summary>A number of epochs without an early stop; all else as by default.</summary>
    public static TrainingOptions Options(int epochs) =>
        new() { Epochs = epochs, Optimiser = new Sgd(Rate, Momentum), EarlyStopping = null };

    /// <summary>The trainings of a sweep start from the weights of <see cref="Network"/>.</summary>
    public DepthSweepOptions SweepOptions(IReadOnlyList<int> depths, int epochs) =>
        new() { Depths = depths, Seeds = 1, FirstSeed = Seed, Width = width, Activation = Activation.ReLU, Training = Options(epochs) };

    /// <summary>The same training in PyTorch.</summary>
    public Peer Peer(string name, string script, string way, params string[] options) =>
        new(name, script,
        [
            "--train", Text(Split.Train.Count), "--validation", Text(Split.Validation.Count), "--test", Text(Split.Test.Count),
            "--width", Text(width), "--way", way, .. options,
        ]);

    public void Share(SharedFolder folder, params IEnumerable<int> depths)
    {
        folder.Write("inputs.f32", Split.Train.Inputs, Split.Validation.Inputs, Split.Test.Inputs);
        folder.Write<int>("labels.i32", [.. Split.Train.Labels, .. Split.Validation.Labels, .. Split.Test.Labels]);
        foreach (var depth in depths) folder.Write<float>($"start-{depth}.f32", Network(depth).Parameters);
    }

    /// <summary>Losses of the three parts after the checked epochs.</summary>
    public static double[] Answer(IReadOnlyList<EpochReport> history) =>
        [.. s_checkedEpochs.SelectMany(epoch => new[] { history[epoch].Train.Loss, history[epoch].Validation.Loss, history[epoch].Test.Loss })];

    /// <summary>The same answer step by step, in float64, by the network's own passes and no fused step.</summary>
    public double[] PlainAnswer(int depth)
    {
        var network = PreciseNetwork(depth);
        var velocity = new double[network.Parameters.Length];
        var answer = new List<double>();
        for (var epoch = 1; epoch <= CheckedEpochs; epoch++)
        {
            PlainStep(network, velocity);
            if (s_checkedEpochs.Contains(epoch)) answer.AddRange([Loss(network, Split.Train), Loss(network, Split.Validation), Loss(network, Split.Test)]);
        }

        return [.. answer];
    }

    /// <summary>Operations of the matrix products of an epoch: forward for all rows, backward for the training rows.</summary>
    public double Flops(int depth)
    {
        var layers = Network(depth).Layers;
        double weights = layers.Sum(layer => layer.InputCount * layer.OutputCount);
        var behindFirst = weights - layers[0].InputCount * layers[0].OutputCount;
        return 2 * (rows * weights + Split.Train.Count * (weights + behindFirst));
    }

    private static RandomStream Weights => new RandomStream(Seed).Split("weights");

    private void PlainStep(Network<double> network, double[] velocity)
    {
        var inputs = Split.Train.Inputs.To<double>();
        var pass = new ForwardPass<double>(network, inputs.Rows);
        var delta = new Matrix<double>(inputs.Rows, network.OutputCount);
        var gradient = network.CreateGradient();
        network.Forward(inputs, pass);
        CrossEntropy.Measure(pass.Logits, Split.Train.Labels, delta);
        network.Backward(pass, delta, gradient);
        for (var i = 0; i < velocity.Length; i++)
        {
            velocity[i] = Momentum * velocity[i] + gradient.Values[i];
            network.Parameters[i] -= Rate * velocity[i];
        }
    }

    private static double Loss(Network<double> network, DataSet part) =>
        CrossEntropy.Measure(network.Forward(part.Inputs.To<double>()), part.Labels).Loss;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
