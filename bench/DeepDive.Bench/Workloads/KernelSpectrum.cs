using System.Globalization;
using DeepDive.Analysis;
using DeepDive.Bench.Rivals;
using DeepDive.Numerics;

namespace DeepDive.Bench.Workloads;

/// <summary>All eigenvalues of a float32 kernel [n, n] by <see cref="Spectrum.OfKernel{T}"/>.</summary>
internal sealed class KernelSpectrum(int size, bool withSvd) : Workload
{
    private const int Features = 120;
    private const int CheckedSize = 100; // The plain twin would need an hour for all.
    private const int CheckedValues = 10;

    private Matrix<float> _kernel = new(0, 0);
    private double[] _values = [];

    public override string Row => $"spectrum-{size}";

    public override string Title => $"eigenvalues of a kernel, {size}";

    public override double Tolerance => 1e-5;

    public override TimeSpan Budget => TimeSpan.FromSeconds(size > 2000 ? 25 : 15);

    public override IReadOnlyList<Peer> Peers { get; } =
        [.. Ways(withSvd).Select(way => new Peer(way.Name, "spectrum.py", "--size", size.ToString(CultureInfo.InvariantCulture), "--way", way.Option))];

    /// <summary>An NTK's form: the product, element by element, of a Gram matrix of deltas and one of activations.</summary>
    public override void SetUp()
    {
        var random = new RandomStream(1);
        var (activations, deltas) = (Gram(random.Split("activations")), Gram(random.Split("deltas")));
        _kernel = new Matrix<float>(size, size);
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j < size; j++) _kernel[i, j] = (float)((activations[i, j] + 1) * deltas[i, j]);
        }
    }

    public override void Share(SharedFolder folder) => folder.Write("kernel.f32", _kernel);

    public override void Verify()
    {
        PrepareAndRun();
        var trace = Enumerable.Range(0, size).Sum(i => (double)_kernel[i, i]);
        var squares = 0.0;
        foreach (var value in _kernel.AsSpan()) squares += (double)value * value;
        WrongAnswerException.ThrowIfFar("the trace", [trace], [_values.Sum()], Tolerance);
        WrongAnswerException.ThrowIfFar("the Frobenius norm", [Math.Sqrt(squares)], [Math.Sqrt(_values.Sum(value => value * value))], Tolerance);
        var corner = _kernel.RowRange(0, CheckedSize).ColumnRange(0, CheckedSize).Clone();
        WrongAnswerException.ThrowIfFar("the plain twin", PlainValues(corner), Spectrum.OfKernel(corner), Tolerance);
    }

    public override void Run() => _values = Spectrum.OfKernel(_kernel);

    public override double[] Answer() => _values[..CheckedValues];

    private static IEnumerable<(string Name, string Option)> Ways(bool withSvd) =>
        withSvd ? [("LAPACK", "lapack"), ("torch.svd", "svd")] : [("LAPACK", "lapack")];

    /// <summary>Rotates off-diagonal elements away, one after the other, until none is left (Jacobi 1846).</summary>
    private static double[] PlainValues(Matrix<float> matrix)
    {
        const int Sweeps = 12;
        var a = matrix.To<double>();
        for (var sweep = 0; sweep < Sweeps; sweep++)
        {
            for (var p = 0; p < a.Rows; p++)
            {
                for (var q = p + 1; q < a.Rows; q++) Rotate(a, p, q);
            }
        }

        return [.. Enumerable.Range(0, a.Rows).Select(i => a[i, i]).OrderDescending()];
    }

    private static void Rotate(Matrix<double> a, int p, int q)
    {
        if (a[p, q] == 0) return;
        var angle = 0.5 * Math.Atan2(2 * a[p, q], a[q, q] - a[p, p]);
        var (sine, cosine) = Math.SinCos(angle);
        for (var i = 0; i < a.Rows; i++) (a[i, p], a[i, q]) = (cosine * a[i, p] - sine * a[i, q], sine * a[i, p] + cosine * a[i, q]);
        for (var i = 0; i < a.Rows; i++) (a[p, i], a[q, i]) = (cosine * a[p, i] - sine * a[q, i], sine * a[p, i] + cosine * a[q, i]);
    }

    private Matrix<double> Gram(RandomStream random)
    {
        var features = new Matrix<double>(size, Features);
        foreach (ref var value in features.AsSpan()) value = Math.Max(0, random.NextNormal());
        var gram = new Matrix<double>(size, size);
        MatMul.NT(features, features, gram);
        return gram;
    }
}
