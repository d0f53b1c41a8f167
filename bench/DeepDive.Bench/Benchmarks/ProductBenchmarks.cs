using BenchmarkDotNet.Attributes;
using DeepDive.Numerics;

namespace DeepDive.Bench.Benchmarks;

/// <summary>The three forms of matrix product on the shapes of training and analysis, beside the plain twin.</summary>
/// <typeparam name="T">float or double.</typeparam>
[InProcess]
[GenericTypeArguments(typeof(float))]
[GenericTypeArguments(typeof(double))]
public class ProductBenchmarks<T>
    where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
{
    private const double Tolerance = 1e-5;

    private Matrix<T> _a = new(0, 0);
    private Matrix<T> _b = new(0, 0);
    private Matrix<T> _c = new(0, 0);

    /// <summary>C [m, n] from a sum over k.</summary>
    [Params("1200×120×120", "120×1200×120", "1200×120×2", "512×512×512")]
    public string Size { get; set; } = "";

    /// <summary>Which operand is transposed.</summary>
    [Params("NN", "NT", "TN")]
    public string Form { get; set; } = "";

    /// <summary>Makes the operands and compares with the plain twin.</summary>
    [GlobalSetup]
    public void SetUp()
    {
        var size = Size.Split('×').Select(int.Parse).ToArray();
        var (m, k, n) = (size[0], size[1], size[2]);
        var random = new RandomStream(1);
        _a = NormalMatrix.Draw<T>(random, Form == "TN" ? k : m, Form == "TN" ? m : k);
        _b = NormalMatrix.Draw<T>(random, Form == "NT" ? n : k, Form == "NT" ? k : n);
        _c = new Matrix<T>(m, n);
        Product();
        var product = _c.Clone();
        PlainProduct();
        WrongAnswerException.ThrowIfFar("the plain twin", _c.To<double>().AsSpan(), product.To<double>().AsSpan(), Tolerance);
    }

    /// <summary>The fast product.</summary>
    [Benchmark]
    public void Product()
    {
        if (Form == "NN") MatMul.NN(_a, _b, _c);
        else if (Form == "NT") MatMul.NT(_a, _b, _c);
        else MatMul.TN(_a, _b, _c);
    }

    /// <summary>The plain twin.</summary>
    [Benchmark(Baseline = true)]
    public void PlainProduct()
    {
        if (Form == "NN") PlainMatMul.NN(_a, _b, _c);
        else if (Form == "NT") PlainMatMul.NT(_a, _b, _c);
        else PlainMatMul.TN(_a, _b, _c);
    }
}
