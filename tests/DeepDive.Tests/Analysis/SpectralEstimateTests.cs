using System.Numerics;
using DeepDive.Analysis;
using DeepDive.Models;
using DeepDive.Numerics;
using DeepDive.Tests.Models;

namespace DeepDive.Tests.Analysis;

[Collection("Workers")]
public sealed class SpectralEstimateTests : IDisposable
{
    private const int Outputs = 3;

    private readonly int _countBefore = Workers.Count;

    // Activation, hidden layers, rows, which outputs: one, their trace, all.
    public static TheoryData<Activation, int, int, int> Networks => new()
    {
        { Activation.ReLU, 1, 300, 0 },
        { Activation.ReLU, 5, 400, 0 },
        { Activation.ReLU, 8, 300, 1 },
        { Activation.Tanh, 3, 400, 1 },
        { Activation.Sigmoid, 2, 150, 2 },
        { Activation.Quadratic, 2, 200, 0 },
    };

    public void Dispose() => Workers.Count = _countBefore;

    [Theory]
    [MemberData(nameof(Networks))]
    public void Estimates_agree_with_the_whole_spectrum_within_three_of_their_errors(Activation activation, int depth, int rows, int form)
    {
        var (network, x) = Create<double>(activation, depth, rows);
        var kernel = Ntk.Kernel(network, x, FormOf(form));
        var (lambda, labels) = (Spectrum.OfKernel(kernel), LabelsOf(x, kernel.Rows));
        var alignment = Alignment.WithTargets(kernel, labels);
        Check(new TangentOperator<double>(network, x, FormOf(form)));
        Check(new TangentOperator<float>(network.To<float>(), x.To<float>(), FormOf(form)));

        void Check<T>(TangentOperator<T> tangent)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var estimate = SpectralEstimate.Of(tangent);
            AssertWithin(lambda.Sum(), estimate.Trace);
            AssertWithin(Rank.Soft(lambda), estimate.SoftRank);
            AssertWithin(alignment, Alignment.WithTargets(tangent, labels));
            Assert.InRange(estimate.Trace.Error, 0, 1e-2 * lambda.Sum());
            Assert.Equal(10, estimate.Top.Count);
            for (var i = 0; i < 10; i++) AssertWithin(lambda[i], estimate.Top[i], errors: 1);
        }
    }

    [Fact]
    public void Errors_are_those_that_other_seeds_show()
    {
        const int Seeds = 40;
        var (network, x) = Create<double>(Activation.ReLU, 2, 100);
        var (kernel, tangent) = (Ntk.Kernel(network, x), new TangentOperator<double>(network, x));
        var (lambda, labels) = (Spectrum.OfKernel(kernel), LabelsOf(x, 100));
        var alignment = Alignment.WithTargets(kernel, labels);
        var (traces, ranks, alignments) = (new double[Seeds], new double[Seeds], new double[Seeds]);
        for (var seed = 0; seed < Seeds; seed++)
        {
            var options = new SpectralEstimateOptions { Steps = 12, Top = 2, Seed = (ulong)seed };
            var estimate = SpectralEstimate.Of(tangent, options);
            (traces[seed], ranks[seed]) = (Errors(lambda.Sum(), estimate.Trace), Errors(Rank.Soft(lambda), estimate.SoftRank));
            alignments[seed] = Errors(alignment, Alignment.WithTargets(tangent, labels, options));
        }

        // Of 40 normal errors the root mean square lies within 1 ± 0.11 and the mean within 0 ± 0.16 (one deviation).
        foreach (var errors in new[] { traces, ranks, alignments })
        {
            Assert.InRange(Math.Sqrt(errors.Average(error => error * error)), 0.6, 1.5);
            Assert.InRange(errors.Average(), -0.6, 0.6);
        }
    }

    [Fact]
    public void Alignment_with_several_classes_is_that_of_the_kernel()
    {
        var (network, x) = Create<double>(Activation.Tanh, 2, 150);
        int[] labels = [.. Enumerable.Range(0, 150).Select(i => (x[i, 0] > 0 ? 1 : 0) + (x[i, 1] > 0 ? 2 : 0))];
        AssertWithin(Alignment.WithTargets(Ntk.Kernel(network, x), labels), Alignment.WithTargets(new TangentOperator<double>(network, x), labels));
    }

    [Fact]
    public void A_kernel_of_few_directions_is_known_to_rounding()
    {
        // A linear network of one layer: Θ = XXᵀ + 1·1ᵀ has three eigenvalues that are not zero.
        var (network, x) = Create<double>(Activation.Identity, 1, 120);
        var lambda = Spectrum.OfKernel(Ntk.Kernel(network, x));
        var estimate = SpectralEstimate.Of(new TangentOperator<double>(network, x));
        Assert.Equal(Rank.Soft(lambda), estimate.SoftRank.Value, 1e-9);
        Assert.Equal(lambda.Sum(), estimate.Trace.Value, 1e-9 * lambda.Sum());
        Assert.InRange(estimate.Top.Count, 3, 10);
    }

    [Theory]
    [InlineData(Activation.ReLU)]
    [InlineData(Activation.Tanh)]
    public void Many_rows_in_float32_keep_the_stated_error(Activation activation)
    {
        // Equal rows: the eigenvector has equal elements, so that a sum of all rows in float32 would round the same way at each of them.
        const int Rows = 5000;
        var network = Mlp.Create<float>(2, depth: 2, width: 20, Outputs, activation, new RandomStream(3));
        var tangent = new TangentOperator<float>(network, Matrix<float>.FromRows([.. Enumerable.Repeat(new[] { 0.3f, -0.7f }, Rows)]));
        var (trace, estimate) = (tangent.Trace(), SpectralEstimate.Of(tangent));
        Assert.InRange(estimate.Trace.Error, 0, 3e-6 * trace);
        AssertWithin(trace, estimate.Trace, errors: 1);
        AssertWithin(trace, estimate.Top[0], errors: 1);
    }

    [Fact]
    public void Same_seed_same_bits_whatever_the_number_of_workers()
    {
        var (network, x) = Create<float>(Activation.ReLU, 3, 1200);
        var labels = LabelsOf(x.To<double>(), 1200);
        (SpectralEstimate Spectrum, Estimate Alignment) Estimate(int workers, ulong seed)
        {
            Workers.Count = workers;
            var (tangent, options) = (new TangentOperator<float>(network, x), new SpectralEstimateOptions { Steps = 10, Probes = 3, ProbeSteps = 4, Top = 3, Seed = seed });
            return (SpectralEstimate.Of(tangent, options), Alignment.WithTargets(tangent, labels, options));
        }

        var (one, three, other) = (Estimate(1, 5), Estimate(3, 5), Estimate(3, 6));
        Assert.Equal(one.Spectrum.Top, three.Spectrum.Top);
        Assert.Equal((one.Spectrum.Trace, one.Spectrum.SoftRank, one.Alignment), (three.Spectrum.Trace, three.Spectrum.SoftRank, three.Alignment));
        Assert.NotEqual(one.Spectrum.Trace, other.Spectrum.Trace);
    }

    [Fact]
    public void Arguments_that_make_no_sense_are_refused()
    {
        var (network, x) = Create<double>(Activation.ReLU, 1, 9);
        var tangent = new TangentOperator<double>(network, x);
        Assert.Contains("Top must lie in 1…20, a third of the 60 Steps, but was 21", Assert.Throws<ArgumentException>(() => SpectralEstimate.Of(tangent, new() { Top = 21 })).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => SpectralEstimate.Of(tangent, new() { Steps = 0 }));
        Assert.Throws<ArgumentException>(() => SpectralEstimate.Of(tangent, new() { Probes = 1 }));
        Assert.Throws<ArgumentException>(() => SpectralEstimate.Of(tangent, new() { ProbeSteps = 1 }));
        Assert.Throws<ArgumentException>(() => Alignment.WithTargets(tangent, [0, 1]));
        Assert.Throws<ArgumentException>(() => Alignment.WithTargets(tangent, new int[9]));
    }

    private static (Network<T> Network, Matrix<T> Inputs) Create<T>(Activation activation, int depth, int rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        (Mlp.Create<T>(2, depth, width: 50, Outputs, activation, new RandomStream(3)), TestData.Normal<T>(rows, 2, seed: 4));

    private static NtkOutput FormOf(int form) => form switch { 0 => 1, 1 => NtkOutput.Trace, _ => NtkOutput.All };

    private static int[] LabelsOf(Matrix<double> x, int kernelRows) =>
        [.. Enumerable.Range(0, kernelRows).Select(i => x[i / (kernelRows / x.Rows), 0] > 0 ? 1 : 0)];

    private static double Errors(double expected, Estimate estimate) => (estimate.Value - expected) / estimate.Error;

    private static void AssertWithin(double expected, Estimate estimate, double errors = 3) =>
        Assert.InRange(Math.Abs(Errors(expected, estimate)), 0, errors);
}
