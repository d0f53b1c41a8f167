using System.Globalization;
using DeepDive.Analysis;
using DeepDive.Bench.Rivals;
using DeepDive.Numerics;

namespace DeepDive.Bench.Workloads;

/// <summary>Logistic regression to its optimum by <see cref="LinearProbe.Fit{T}"/>; features are standardised beforehand for both sides.</summary>
/// <param name="row">Name.</param>
/// <param name="latents">0 for independent features; else features are rectified mixtures of so few latents, hence correlated, and classes overlap.</param>
/// <param name="strength">λ.</param>
internal sealed class ClassProbe(string row, int latents, double strength) : Workload
{
    private const int Rows = 5000;
    private const int Features = 512;
    private const int Classes = 10;
    private const double GradientTolerance = 1e-5;

    // Gradients in float32 that end at the tolerance may lie this far above it in float64.
    private const double Rounding = 1.1;

    private readonly int[] _labels = new int[Rows];
    private Matrix<float> _x = new(0, 0);
    private LinearProbe? _probe;

    public override string Row => row;

    public override string Title => $"logistic probe {Rows}×{Features}×{Classes}";

    public override double Tolerance => 1e-4;

    public override TimeSpan Budget => TimeSpan.FromSeconds(8);

    public override IReadOnlyList<Peer> Peers { get; } =
    [
        new("hand-tuned", "probe.py", "--rows", $"{Rows}", "--features", $"{Features}", "--classes", $"{Classes}", "--penalty", Text(strength), "--tolerance", Text(GradientTolerance)),
    ];

    public override void SetUp()
    {
        const double IndependentMeans = 0.25, LatentMeans = 0.2, Threshold = 0.3, LatentScale = 1.0 / 6;
        var random = new RandomStream(1);
        for (var i = 0; i < Rows; i++) _labels[i] = random.NextIndex(Classes);
        _x = Clusters(latents == 0 ? Features : latents, latents == 0 ? IndependentMeans : LatentMeans, random);
        if (latents > 0)
        {
            var mixed = new Matrix<float>(Rows, Features);
            MatMul.NN(_x, NormalMatrix.Draw<float>(random, latents, Features), mixed);
            foreach (ref var value in mixed.AsSpan()) value = (float)Math.Max(0, value * LatentScale + Threshold);
            _x = mixed;
        }

        Standardise(_x);
    }

    public override void Share(SharedFolder folder)
    {
        folder.Write("inputs.f32", _x);
        folder.Write<int>("labels.i32", _labels);
    }

    /// <summary>The optimum is where the gradient is 0: it is computed in float64 from the definition.</summary>
    public override void Verify()
    {
        PrepareAndRun();
        var (loss, gradient) = PlainProbe.Measure(_probe!, _x, _labels, Classes, strength);
        WrongAnswerException.ThrowIfFar("the plain twin", [loss], [_probe!.Loss], Tolerance);
        if (!(gradient <= Rounding * GradientTolerance))
            throw new WrongAnswerException(FormattableString.Invariant($"the gradient's largest element is {gradient:G3}, but should be ≤ {GradientTolerance}"));
    }

    public override void Run() =>
        _probe = LinearProbe.Fit(_x, _labels, Classes, new() { Strength = strength, Standardise = false, GradientTolerance = GradientTolerance });

    public override double[] Answer() => [_probe!.Loss, _probe.GradientNorm];

    private Matrix<float> Clusters(int features, double spread, RandomStream random)
    {
        var (means, x) = (NormalMatrix.Draw<float>(random, Classes, features), NormalMatrix.Draw<float>(random, Rows, features));
        for (var i = 0; i < Rows; i++)
        {
            for (var j = 0; j < features; j++) x[i, j] += (float)spread * means[_labels[i], j];
        }

        return x;
    }

    private static void Standardise(Matrix<float> x)
    {
        for (var j = 0; j < x.Columns; j++)
        {
            var column = Enumerable.Range(0, x.Rows).Select(i => (double)x[i, j]).ToArray();
            var mean = column.Average();
            var deviation = Math.Sqrt(column.Average(value => (value - mean) * (value - mean)));
            for (var i = 0; i < x.Rows; i++) x[i, j] = (float)((column[i] - mean) / deviation);
        }
    }

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);
}
