using DeepDive.Bench.Rivals;
using DeepDive.Numerics;

namespace DeepDive.Bench.Workloads;

/// <summary>C = A·B in float32, A [m, k], B [k, n].</summary>
internal sealed class MatrixProduct(string row, int m, int k, int n, int threads, int units) : Workload
{
    private const int CheckedRows = 8;

    private Matrix<float> _a = new(0, 0);
    private Matrix<float> _b = new(0, 0);
    private Matrix<float> _c = new(0, 0);

    public override string Row => row;

    public override string Title => $"product {m}×{k}×{n}";

    public override int Threads => threads;

    public override int Units => units;

    public override double Flops => 2.0 * m * k * n;

    public override double Tolerance => 1e-5;

    public override TimeSpan Budget => TimeSpan.FromSeconds(5);

    public override IReadOnlyList<Peer> Peers { get; } =
        [new("PyTorch mm", "gemm.py", "--rows", $"{m}", "--inner", $"{k}", "--columns", $"{n}") { Threads = [threads] }];

    public override void SetUp()
    {
        var random = new RandomStream(1);
        (_a, _b, _c) = (NormalMatrix.Draw<float>(random, m, k), NormalMatrix.Draw<float>(random, k, n), new Matrix<float>(m, n));
    }

    public override void Share(SharedFolder folder)
    {
        folder.Write("a.f32", _a);
        folder.Write("b.f32", _b);
    }

    /// <summary>Compares some rows, spread over the matrix: the plain twin needs a minute for all.</summary>
    public override void Verify()
    {
        PrepareAndRun();
        var expected = new Matrix<double>(1, n);
        for (var i = 0; i < CheckedRows; i++)
        {
            var row = (int)((long)i * (m - 1) / (CheckedRows - 1));
            PlainMatMul.NN(_a.RowRange(row, 1).To<double>(), _b.To<double>(), expected);
            WrongAnswerException.ThrowIfFar("the plain twin", expected.AsSpan(), _c.RowRange(row, 1).To<double>().AsSpan(), Tolerance);
        }
    }

    public override void Run()
    {
        for (var i = 0; i < units; i++) MatMul.NN(_a, _b, _c);
    }

    public override double[] Answer()
    {
        var squares = 0.0;
        foreach (var value in _c.AsSpan()) squares += (double)value * value;
        return [Math.Sqrt(squares), _c[0, 0], _c[m - 1, n - 1]];
    }
}
