using DeepDive.Models;
using DeepDive.Numerics;

namespace DeepDive.Tests.Models;

public class NetworkTests
{
    public static TheoryData<Activation> Activations => [.. Enum.GetValues<Activation>()];

    [Theory]
    [MemberData(nameof(Activations))]
    public void Logits_are_those_of_plain_loops(Activation activation)
    {
        var network = Mlp.Create<double>(3, depth: 2, width: 5, outputs: 2, activation, new RandomStream(1));
        var inputs = TestData.Normal<double>(4, 3, seed: 2);
        var logits = network.Forward(inputs);
        for (var i = 0; i < inputs.Rows; i++)
        {
            var a = inputs.Row(i).ToArray();
            for (var l = 0; l <= network.Depth; l++) a = PlainLayer(network, l, a);
            for (var j = 0; j < a.Length; j++) Assert.Equal(a[j], logits[i, j], 1e-13);
        }
    }

    [Fact]
    public void Accuracy_is_the_share_of_rows_that_are_predicted_as_labelled()
    {
        var (network, inputs) = (Mlp.Create<float>(3, 1, 8, 4, Activation.ReLU, new RandomStream(1)), new Matrix<float>(10, 3));
        foreach (ref var value in inputs.AsSpan()) value = 1 - value;
        inputs[3, 1] = 5;
        var labels = network.Predict(inputs);
        Assert.Equal(1, network.Accuracy(inputs, labels));
        labels[2] = (labels[2] + 1) % 4;
        Assert.Equal(0.9, network.Accuracy(inputs, labels));
        Assert.Contains("a label for each", Assert.Throws<ArgumentException>(() => network.Accuracy(inputs, labels.AsSpan(1))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => network.Accuracy(new Matrix<float>(0, 3), []));
    }

    [Fact]
    public void Representations_are_one_matrix_a_hidden_layer_and_the_logits()
    {
        var network = Mlp.Create<float>(3, depth: 3, width: 5, outputs: 2, Activation.ReLU, new RandomStream(1));
        var inputs = TestData.Normal<float>(6, 3, seed: 2);
        var post = network.Representations(inputs);
        var pre = network.Representations(inputs, Tap.PreActivation);
        Assert.Equal([5, 5, 5, 2], post.Select(matrix => matrix.Columns));
        Assert.Equal([5, 5, 5, 2], pre.Select(matrix => matrix.Columns));
        for (var l = 0; l < 3; l++)
            Assert.Equal(pre[l].AsSpan().ToArray().Select(z => Math.Max(z, 0)), post[l].AsSpan().ToArray());
        Assert.Contains(pre[0].AsSpan().ToArray(), z => z < 0);
        Agree(network.Forward(inputs), post[3]);
        Assert.Equal(post[3].AsSpan().ToArray(), pre[3].AsSpan().ToArray());
    }

    [Fact]
    public void More_rows_than_one_chunk_give_the_logits_of_each_row_alone()
    {
        var network = Mlp.Create<double>(1, depth: 1, width: 2, outputs: 2, Activation.Tanh, new RandomStream(1));
        var inputs = TestData.Normal<double>(2100, 1, seed: 4);
        var logits = network.Forward(inputs);
        foreach (var row in new[] { 0, 1023, 1024, 2047, 2048, 2099 })
            Assert.Equal(network.Forward(inputs.RowRange(row, 1))[0, 1], logits[row, 1], 1e-14);
    }

    [Fact]
    public void Predictions_are_the_largest_logits_and_no_rows_give_none()
    {
        var network = Mlp.Create<float>(2, depth: 1, width: 4, outputs: 3, Activation.ReLU, new RandomStream(1));
        var inputs = TestData.Normal<float>(30, 2, seed: 5);
        var logits = network.Forward(inputs);
        var expected = Enumerable.Range(0, 30).Select(i => logits.Row(i).ToArray()).Select(row => Array.IndexOf(row, row.Max()));
        Assert.Equal(expected, network.Predict(inputs));
        Assert.Empty(network.Predict(new Matrix<float>(0, 2)));
    }

    [Fact]
    public void A_clone_has_the_same_parameters_in_memory_of_its_own()
    {
        var network = Mlp.Create<float>(2, depth: 1, width: 4, outputs: 3, Activation.ReLU, new RandomStream(1));
        var clone = network.Clone();
        Assert.Equal(network.Parameters.ToArray(), clone.Parameters.ToArray());
        clone.Weight(0)[0, 0] = 100;
        Assert.NotEqual(100, network.Weight(0)[0, 0]);
    }

    [Fact]
    public void A_network_in_another_precision_computes_the_same_function()
    {
        var network = Mlp.Create<float>(3, depth: 2, width: 5, outputs: 2, Activation.Tanh, new RandomStream(1));
        var inputs = TestData.Normal<float>(6, 3, seed: 2);
        var exact = network.To<double>();
        Assert.Equal(network.Layers, exact.Layers);
        Assert.Equal(network.Parameters.ToArray(), Array.ConvertAll(exact.Parameters.ToArray(), value => (float)value));
        Agree(network.Forward(inputs), exact.Forward(inputs.To<double>()).To<float>());
        Assert.Equal(network.Parameters, exact.To<float>().Parameters);
        exact.Parameters[7] = 1e39;
        Assert.Contains("parameter 7 is 1E+39", Assert.Throws<OverflowException>(() => exact.To<float>()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_forward_pass_gives_the_same_bits_when_it_is_used_again_and_the_same_logits_for_fewer_rows()
    {
        var network = Mlp.Create<float>(3, depth: 2, width: 5, outputs: 2, Activation.Quadratic, new RandomStream(1));
        var inputs = TestData.Normal<float>(7, 3, seed: 6);
        var pass = new ForwardPass<float>(network, 7);
        network.Forward(inputs, pass);
        var logits = pass.Logits.AsSpan().ToArray();
        network.Forward(TestData.Normal<float>(7, 3, seed: 7), pass);
        network.Forward(inputs, pass);
        Assert.Equal(logits, pass.Logits.AsSpan().ToArray());
        Agree(network.Forward(inputs), pass.Logits);
        network.Forward(inputs.RowRange(0, 3), pass.FirstRows(3));
        Agree(network.Forward(inputs.RowRange(0, 3)), pass.FirstRows(3).Logits);
    }

    [Fact]
    public void What_does_not_fit_the_network_is_refused()
    {
        var network = Mlp.Create<float>(3, depth: 1, width: 5, outputs: 2, Activation.ReLU, new RandomStream(1));
        var other = Mlp.Create<float>(3, depth: 1, width: 6, outputs: 2, Activation.ReLU, new RandomStream(1));
        var inputs = TestData.Normal<float>(4, 3, seed: 6);
        var pass = new ForwardPass<float>(network, 4);
        Assert.Contains("3 columns", Assert.Throws<ArgumentException>(() => network.Forward(new Matrix<float>(4, 2))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => network.Representations(new Matrix<float>(4, 2)));
        Assert.Throws<ArgumentException>(() => network.Forward(inputs, new ForwardPass<float>(other, 4)));
        Assert.Throws<ArgumentException>(() => network.Forward(inputs, new ForwardPass<float>(network, 5)));
        Assert.Throws<ArgumentException>(() => network.Backward(pass, new Matrix<float>(4, 2), network.CreateGradient())); // never filled
        network.Forward(inputs, pass);
        Assert.Throws<ArgumentException>(() => network.Backward(pass, new Matrix<float>(3, 2), network.CreateGradient()));
        Assert.Throws<ArgumentException>(() => network.Backward(pass, new Matrix<float>(4, 2), other.CreateGradient()));
        Assert.Throws<InvalidOperationException>(() => pass.PreActivation(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ForwardPass<float>(network, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => pass.FirstRows(5));
    }

    // Logits alone and logits with all representations come from different kernels.
    private static void Agree(Matrix<float> expected, Matrix<float> actual)
    {
        Assert.Equal(expected.AsSpan().Length, actual.AsSpan().Length);
        for (var i = 0; i < expected.AsSpan().Length; i++) Assert.Equal(expected.AsSpan()[i], actual.AsSpan()[i], 1e-6f * Math.Max(1, Math.Abs(expected.AsSpan()[i])));
    }

    private static double[] PlainLayer(Network<double> network, int layer, double[] a)
    {
        var result = new double[network.Layers[layer].OutputCount];
        for (var j = 0; j < result.Length; j++)
        {
            var z = network.Bias(layer)[j];
            for (var i = 0; i < a.Length; i++) z += network.Weight(layer)[j, i] * a[i];
            result[j] = network.Layers[layer].Activation switch
            {
                Activation.ReLU => Math.Max(z, 0),
                Activation.Tanh => Math.Tanh(z),
                Activation.Sigmoid => 1 / (1 + Math.Exp(-z)),
                Activation.Quadratic => z * z,
                _ => z,
            };
        }

        return result;
    }
}
