using DeepDive.Models;
using DeepDive.Numerics;
using DeepDive.Tests.Models;
using DeepDive.Training;

namespace DeepDive.Tests.Training;

/// <summary>Backpropagation and cross-entropy together against central differences.</summary>
public class GradientTests
{
    private const double Step = 1e-5;

    public static TheoryData<Activation, int> Cases
    {
        get
        {
            var cases = new TheoryData<Activation, int>();
            foreach (var activation in Enum.GetValues<Activation>())
            {
                for (var depth = 1; depth <= 3; depth++) cases.Add(activation, depth);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_parameter_s_gradient_agrees_with_central_differences(Activation activation, int depth)
    {
        var network = Mlp.Create<double>(3, depth, width: 5, outputs: 3, activation, new RandomStream(11));
        var inputs = TestData.Normal<double>(6, 3, seed: 12);
        int[] labels = [0, 1, 2, 0, 1, 2];
        var gradient = Gradient(network, inputs, labels);
        for (var i = 0; i < gradient.Length; i++)
        {
            var (up, down) = (LossAt(network, inputs, labels, i, Step), LossAt(network, inputs, labels, i, -Step));
            var difference = (up - down) / (2 * Step);

            // Rounding of two losses near 1 leaves 1e-16 / 1e-5 in the difference whatever its size.
            Assert.Equal(difference, gradient[i], 1e-6 * Math.Abs(difference) + 1e-10);
        }

        Assert.Contains(gradient, value => Math.Abs(value) > 1e-3);
    }

    [Fact]
    public void The_gradient_on_the_first_rows_of_a_larger_pass_is_that_of_a_pass_of_their_own()
    {
        var network = Mlp.Create<double>(3, depth: 3, width: 5, outputs: 3, Activation.Tanh, new RandomStream(11));
        var inputs = TestData.Normal<double>(6, 3, seed: 12);
        int[] labels = [0, 1, 2, 0];
        var whole = new ForwardPass<double>(network, 6);
        var pass = whole.FirstRows(4);
        var (delta, gradient) = (new Matrix<double>(4, 3), network.CreateGradient());
        network.Forward(inputs.RowRange(0, 4), pass);
        CrossEntropy.Measure(pass.Logits, labels, delta);
        network.Backward(pass, delta, gradient);
        Assert.Equal(Gradient(network, inputs.RowRange(0, 4), labels), gradient.Values.ToArray());
    }

    private static double[] Gradient(Network<double> network, Matrix<double> inputs, int[] labels)
    {
        var pass = new ForwardPass<double>(network, inputs.Rows);
        var (delta, gradient) = (new Matrix<double>(inputs.Rows, network.OutputCount), network.CreateGradient());
        network.Forward(inputs, pass);
        CrossEntropy.Measure(pass.Logits, labels, delta);
        network.Backward(pass, delta, gradient);
        return gradient.Values.ToArray();
    }

    private static double LossAt(Network<double> network, Matrix<double> inputs, int[] labels, int parameter, double step)
    {
        var moved = network.Clone();
        moved.Parameters[parameter] += step;
        return CrossEntropy.Measure(moved.Forward(inputs), labels).Loss;
    }
}
