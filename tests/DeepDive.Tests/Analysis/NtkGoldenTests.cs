using DeepDive.Analysis;
using DeepDive.Numerics;

namespace DeepDive.Tests.Analysis;

/// <summary>Tangent kernels against PyTorch's explicit Jacobians (Golden/ntk.py).</summary>
public class NtkGoldenTests
{
    public static TheoryData<int> Cases => [0, 1];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_form_of_the_kernel_agrees_with_PyTorch(int number)
    {
        var golden = NtkGolden.Read()[number];
        var (network, x) = golden.Network();
        var full = Matrix<double>.FromRows(golden.Full);

        AssertEqual(full, Ntk.Full(network, x));
        var trace = new Matrix<double>(x.Rows, x.Rows);
        for (var o = 0; o < golden.Outputs; o++)
        {
            var ofOutput = Pick(full, golden.Outputs, o);
            AssertEqual(ofOutput, Ntk.Kernel(network, x, o));
            for (var i = 0; i < x.Rows; i++)
            {
                for (var j = 0; j < x.Rows; j++) trace[i, j] += ofOutput[i, j];
            }
        }

        AssertEqual(trace, Ntk.Trace(network, x));
        var layers = Ntk.Layerwise(network, x);
        Assert.Equal(golden.Layerwise.Length, layers.Count);
        for (var l = 0; l < layers.Count; l++) AssertEqual(Matrix<double>.FromRows(golden.Layerwise[l]), layers[l]);
    }

    private static Matrix<double> Pick(Matrix<double> full, int outputs, int output)
    {
        var rows = full.Rows / outputs;
        var result = new Matrix<double>(rows, rows);
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < rows; j++) result[i, j] = full[i * outputs + output, j * outputs + output];
        }

        return result;
    }

    private static void AssertEqual(Matrix<double> expected, Matrix<double> actual) =>
        Assert.InRange(KernelError.Of(expected, actual), 0, 1e-13);
}
