using System.Numerics.Tensors;
using DeepDive.Analysis;
using DeepDive.Bench.Rivals;
using DeepDive.Data;
using DeepDive.Models;
using DeepDive.Numerics;

namespace DeepDive.Bench.Workloads;

/// <summary>The neural tangent kernel of output 0 of a network at its start, by <see cref="Ntk"/>.</summary>
internal sealed class TangentKernel(int rows, int depth, TrainingProblem problem) : Workload
{
    private const int CheckedRows = 8;
    private const int SlowRepetitions = 3;

    private readonly Network<float> _network = problem.Network(depth);
    private Matrix<float> _inputs = new(0, 0);
    private Matrix<float> _kernel = new(0, 0);

    public override string Row => $"ntk-{rows}";

    public override string Title => $"tangent kernel, {rows} rows, depth {depth}";

    /// <summary>Of one triangle of the activations' and deltas' Gram matrices, and of the passes that make the hidden ones.</summary>
    public override double Flops
    {
        get
        {
            var (hidden, last) = (_network.Layers.SkipLast(1).ToArray(), _network.Layers[^1]);
            double factors = last.InputCount + hidden.Sum(layer => layer.InputCount + layer.OutputCount);
            double forward = hidden.Sum(layer => layer.InputCount * layer.OutputCount);
            var backward = forward - hidden[0].InputCount * hidden[0].OutputCount;
            return rows * ((rows + 1) * factors + 2 * (forward + backward));
        }
    }

    public override double Tolerance => 1e-4;

    public override TimeSpan Budget => TimeSpan.FromSeconds(14);

    public override IReadOnlyList<Peer> Peers { get; } =
    [
        Way("hand-tuned", "hand-tuned", rows, depth, problem),
        Way("vmap(jacrev)", "jacobian", rows, depth, problem) with { Threads = [Environment.ProcessorCount], MostRepetitions = SlowRepetitions },
    ];

    public override void SetUp() => _inputs = CoreSpurious.Generate(new CoreSpuriousOptions { Count = rows }).Inputs;

    public override void Share(SharedFolder folder)
    {
        folder.Write("inputs.f32", _inputs);
        folder.Write<float>($"start-{depth}.f32", _network.Parameters);
    }

    /// <summary>Compares with products of gradients, row by row in float64, for rows spread over the kernel.</summary>
    public override void Verify()
    {
        PrepareAndRun();
        int[] places = [.. Enumerable.Range(0, CheckedRows).Select(i => i * (rows - 1) / (CheckedRows - 1))];
        double[][] gradients = [.. places.Select(Gradient)];
        var pairs = from i in Enumerable.Range(0, CheckedRows) from j in Enumerable.Range(0, CheckedRows) select (i, j);
        WrongAnswerException.ThrowIfFar(
            "the plain twin",
            [.. pairs.Select(pair => TensorPrimitives.Dot<double>(gradients[pair.i], gradients[pair.j]))],
            [.. pairs.Select(pair => (double)_kernel[places[pair.i], places[pair.j]])],
            Tolerance);
    }

    public override void Run() => _kernel = Ntk.Kernel(_network, _inputs);

    public override double[] Answer()
    {
        var squares = 0.0;
        foreach (var value in _kernel.AsSpan()) squares += (double)value * value;
        return [Math.Sqrt(squares), _kernel[0, 0], _kernel[0, rows - 1], _kernel[rows - 1, 0]];
    }

    private static Peer Way(string name, string way, int rows, int depth, TrainingProblem problem) =>
        new(name, "ntk.py", "--rows", $"{rows}", "--width", $"{problem.Width}", "--depth", $"{depth}", "--way", way);

    private double[] Gradient(int row)
    {
        var network = problem.PreciseNetwork(depth);
        var output = new Matrix<double>(1, network.OutputCount);
        output[0, 0] = 1;
        return [.. Jacobian.TransposedTimes(network, _inputs.RowRange(row, 1).To<double>(), output).Values];
    }
}
