using DeepDive.Analysis;
using DeepDive.Models;
using DeepDive.Numerics;
using DeepDive.Tests.Models;

namespace DeepDive.Tests.Analysis;

[Collection("Workers")]
public sealed class TangentOperatorTests : IDisposable
{
    private const int Rows = 9, Outputs = 3;

    private readonly int _countBefore = Workers.Count;

    public static TheoryData<Activation, int> Cases
    {
        get
        {
            var cases = new TheoryData<Activation, int>();
            foreach (var activation in Enum.GetValues<Activation>())
            {
                for (var form = 0; form < 3; form++) cases.Add(activation, form);
            }

            return cases;
        }
    }

    public void Dispose() => Workers.Count = _countBefore;

    [Theory]
    [MemberData(nameof(Cases))]
    public void Products_and_diagonal_are_those_of_the_kernel(Activation activation, int form)
    {
        var output = FormOf(form);
        var (network, x) = Small(activation);
        var (kernel, tangent) = (Ntk.Kernel(network, x, output), new TangentOperator<double>(network, x, output));
        var v = Normal(tangent.Size, 5);
        var product = tangent.Multiply(v);
        Assert.Equal(kernel.Rows, tangent.Size);
        for (var i = 0; i < kernel.Rows; i++)
        {
            var expected = 0.0;
            for (var j = 0; j < kernel.Columns; j++) expected += kernel[i, j] * v[j];
            Assert.Equal(expected, product[i], 1e-11);
            Assert.Equal(kernel[i, i], tangent.Diagonal()[i], 1e-12);
        }

        Assert.Equal(Enumerable.Range(0, kernel.Rows).Sum(i => kernel[i, i]), tangent.Trace(), 1e-11);
    }

    [Fact]
    public void The_product_is_J_times_J_transposed_by_both_modes_of_differentiation()
    {
        var (network, x) = Small(Activation.Sigmoid);
        var v = TestData.Normal<double>(Rows, Outputs, seed: 6);
        var expected = Jacobian.Times(network, x, Jacobian.TransposedTimes(network, x, v));
        var actual = new TangentOperator<double>(network, x, NtkOutput.All).Multiply(v.AsSpan().ToArray());
        for (var i = 0; i < actual.Length; i++) Assert.Equal(expected.AsSpan()[i], actual[i], 1e-12);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void A_small_budget_gives_the_same_product(int form)
    {
        var network = Mlp.Create<double>(2, depth: 3, width: 20, Outputs, Activation.Tanh, new RandomStream(3));
        var x = TestData.Normal<double>(2100, 2, seed: 4);
        var (large, small) = (new TangentOperator<double>(network, x, FormOf(form)), new TangentOperator<double>(network, x, FormOf(form), maxBytes: 1 << 20));
        var v = Normal(large.Size, 5);
        var (expected, actual) = (large.Multiply(v), small.Multiply(v));
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], 1e-9 * Math.Max(1, Math.Abs(expected[i])));
        Assert.Equal(large.Trace(), small.Trace(), 1e-9 * large.Trace());
    }

    [Fact]
    public void Products_in_float32_of_many_rows_of_one_sign_are_those_in_float64()
    {
        var network = Mlp.Create<float>(2, depth: 2, width: 20, Outputs, Activation.ReLU, new RandomStream(3));
        var x = TestData.Normal<float>(5000, 2, seed: 4);
        double[] ones = [.. Enumerable.Repeat(0.01, x.Rows)];
        var expected = new TangentOperator<double>(network.To<double>(), x.To<double>()).Multiply(ones);
        var actual = new TangentOperator<float>(network, x).Multiply(ones);
        for (var i = 0; i < x.Rows; i++) Assert.Equal(expected[i], actual[i], 2e-6 * Math.Abs(expected[i]));
    }

    [Fact]
    public void The_number_of_workers_does_not_change_a_bit()
    {
        var network = Mlp.Create<float>(2, depth: 3, width: 50, Outputs, Activation.ReLU, new RandomStream(3));
        var x = TestData.Normal<float>(1500, 2, seed: 4);
        double[] Product(int workers)
        {
            Workers.Count = workers;
            return new TangentOperator<float>(network, x, NtkOutput.Trace).Multiply(Normal(1500, 5));
        }

        Assert.Equal(Product(1), Product(3));
    }

    [Fact]
    public void Products_of_rows_whose_kernel_would_not_fit_stay_within_the_budget()
    {
        const int Many = 20_000;
        const long Budget = 256L << 20;
        var network = Mlp.Create<float>(2, depth: 8, width: 120, Outputs, Activation.ReLU, new RandomStream(3));
        var x = TestData.Normal<float>(Many, 2, seed: 4);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var tangent = new TangentOperator<float>(network, x, 1, Budget);
        var v = Normal(Many, 5);
        var product = tangent.Multiply(v);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, 0, Budget);

        // One row of the kernel, and one element of the product, from the rectangular form.
        var row = Ntk.Kernel(network, x.RowRange(12_345, 1), x, 1);
        var expected = 0.0;
        for (var j = 0; j < Many; j++) expected += row[0, j] * v[j];
        var size = 0.0;
        for (var j = 0; j < Many; j++) size += Math.Abs(row[0, j] * v[j]);
        Assert.Equal(expected, product[12_345], 1e-6 * size);
        Assert.Equal(row[0, 12_345], tangent.Diagonal()[12_345], 1e-5 * row[0, 12_345]);
        GC.KeepAlive(tangent);
    }

    [Fact]
    public void Arguments_that_make_no_sense_are_refused()
    {
        var (network, x) = Small(Activation.ReLU);
        Assert.Contains("the budget must have room", Assert.Throws<ArgumentOutOfRangeException>(() => new TangentOperator<double>(network, x, maxBytes: 100)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new TangentOperator<double>(network, x, Outputs));
        Assert.Throws<ArgumentException>(() => new TangentOperator<double>(network, x.ColumnRange(0, 2)));
        Assert.Throws<ArgumentException>(() => new TangentOperator<double>(network, x).Multiply([1]));
        network.Parameters[0] = double.NaN;
        Assert.Throws<ArgumentException>(() => new TangentOperator<double>(network, x));
    }

    private static NtkOutput FormOf(int form) => form switch { 0 => 1, 1 => NtkOutput.Trace, _ => NtkOutput.All };

    private static (Network<double> Network, Matrix<double> Inputs) Small(Activation activation) =>
        (Mlp.Create<double>(3, depth: 3, width: 6, Outputs, activation, new RandomStream(1)), TestData.Normal<double>(Rows, 3, seed: 2));

    private static double[] Normal(int count, ulong seed) => TestData.Normal<double>(1, count, seed).AsSpan().ToArray();
}
