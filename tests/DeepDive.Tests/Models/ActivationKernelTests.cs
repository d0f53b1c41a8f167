using System.Numerics;
using DeepDive.Models;

namespace DeepDive.Tests.Models;

public class ActivationKernelTests
{
    private static readonly int[] s_lengths = [1, 3, 7, 8, 9, 15, 16, 17, 31, 33];

    public static TheoryData<Activation> Activations => [.. Enum.GetValues<Activation>()];

    [Theory]
    [MemberData(nameof(Activations))]
    public void Vectors_and_left_over_elements_agree_with_plain_formulas_in_float(Activation activation) =>
        Assert.All(s_lengths, length => AgreesWithPlainFormulas<float>(activation, length, 1e-6));

    [Theory]
    [MemberData(nameof(Activations))]
    public void Vectors_and_left_over_elements_agree_with_plain_formulas_in_double(Activation activation) =>
        Assert.All(s_lengths, length => AgreesWithPlainFormulas<double>(activation, length, 1e-14));

    [Fact]
    public void ReLU_passes_not_a_number_on()
    {
        float[] z = [float.NaN, -1, 2];
        ActivationKernel.Apply<float>(Activation.ReLU, [0, 0, 0], z, z);
        Assert.Equal([float.NaN, 0, 2], z);
    }

    private static void AgreesWithPlainFormulas<T>(Activation activation, int length, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var values = TestData.Normal<T>(3, length, seed: (ulong)length);
        var pre = values.Row(0).ToArray();
        var bias = values.Row(1).ToArray();
        var delta = values.Row(2).ToArray();
        var post = new T[length];
        ActivationKernel.Apply<T>(activation, bias, pre, post);
        ActivationKernel.MultiplyByDerivative<T>(activation, pre, post, delta);
        for (var i = 0; i < length; i++)
        {
            var z = double.CreateTruncating(values[0, i] + values[1, i]);
            var (a, slope) = Plain(activation, z);
            Assert.Equal(a, double.CreateTruncating(post[i]), tolerance * Math.Max(1, Math.Abs(a)));
            Assert.Equal(slope * double.CreateTruncating(values[2, i]), double.CreateTruncating(delta[i]), 4 * tolerance * Math.Max(1, Math.Abs(slope)));
        }
    }

    private static (double Value, double Slope) Plain(Activation activation, double z) => activation switch
    {
        Activation.ReLU => (Math.Max(z, 0), z > 0 ? 1 : 0),
        Activation.Tanh => (Math.Tanh(z), 1 - Math.Tanh(z) * Math.Tanh(z)),
        Activation.Sigmoid => (1 / (1 + Math.Exp(-z)), Math.Exp(-z) / Math.Pow(1 + Math.Exp(-z), 2)),
        Activation.Quadratic => (z * z, 2 * z),
        _ => (z, 1),
    };
}
