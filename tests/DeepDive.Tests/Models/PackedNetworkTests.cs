using DeepDive.Models;
using DeepDive.Numerics;
using DeepDive.Training;

namespace DeepDive.Tests.Models;

/// <summary>The packed kernels against their plain twin, at sizes that straddle registers, tiles, panels and blocks.</summary>
public class PackedNetworkTests
{
    private static readonly int[] s_widths = [1, 2, 7, 12, 13, 15, 16, 17, 24, 25, 31, 33, 50, 120, 121];
    private static readonly int[] s_rows = [1, 2, 11, 12, 13, 97, 1200];
    private static readonly int[] s_inputs = [1, 2, 3, 4, 5, 16, 784];
    private static readonly int[] s_classes = [1, 2, 3, 5, 10];

    public static TheoryData<Activation> Activations => [.. Enum.GetValues<Activation>()];

    [Fact]
    public void Gradients_agree_with_the_plain_twin_at_every_width_and_number_of_rows()
    {
        foreach (var width in s_widths)
            Assert.All(s_rows, rows => GradientsAgree(inputs: 2, depth: 2, width, classes: 2, rows, Activation.ReLU));
    }

    [Fact]
    public void Gradients_agree_with_the_plain_twin_at_every_number_of_inputs_and_classes()
    {
        foreach (var inputs in s_inputs)
            Assert.All(s_classes, classes => GradientsAgree(inputs, depth: 1, width: 33, classes, rows: 97, Activation.ReLU));
    }

    [Fact]
    public void Gradients_agree_with_the_plain_twin_where_few_units_meet_few_classes() =>
        Assert.All([1, 3, 4, 5], width => Assert.All(s_classes, classes => GradientsAgree(inputs: 3, depth: 3, width, classes, rows: 13, Activation.Tanh)));

    [Theory]
    [MemberData(nameof(Activations))]
    public void Gradients_agree_with_the_plain_twin_for_every_activation(Activation activation) =>
        Assert.All([7, 33, 120], width => GradientsAgree(inputs: 2, depth: 3, width, classes: 3, rows: 130, activation));

    [Theory]
    [MemberData(nameof(Activations))]
    public void Gradients_agree_with_the_plain_twin_in_double(Activation activation) =>
        Assert.All([1, 7, 17, 33], width => Assert.True(
            GradientError(Mlp.Create<double>(3, depth: 2, width, 3, activation, new RandomStream(1)), TestData.Normal<double>(130, 3, seed: 2)) < 1e-12));

    [Fact]
    public void A_row_has_the_same_logits_to_the_bit_whichever_rows_it_is_computed_with()
    {
        foreach (var (width, classes) in new[] { (120, 2), (33, 10), (3, 3) })
        {
            var network = Mlp.Create<float>(5, depth: 2, width, classes, Activation.Sigmoid, new RandomStream(1));
            var inputs = TestData.Normal<float>(251, 5, seed: 2);
            var logits = network.Forward(inputs);
            foreach (var (start, count) in new[] { (0, 1), (7, 2), (100, 7), (119, 3), (240, 11), (3, 240) })
                Assert.Equal(logits.RowRange(start, count).AsSpan().ToArray(), network.Forward(inputs.RowRange(start, count)).AsSpan().ToArray());
        }
    }

    [Fact]
    public void What_lies_around_the_inputs_does_not_matter()
    {
        var network = Mlp.Create<float>(5, depth: 2, width: 3, outputs: 2, Activation.ReLU, new RandomStream(1));
        var wide = TestData.Normal<float>(40, 9, seed: 2);
        var logits = network.Forward(wide.ColumnRange(2, 5));
        for (var i = 0; i < 40; i++) wide[i, 7] = wide[i, 1] = float.NaN;
        Assert.Equal(logits.AsSpan().ToArray(), network.Forward(wide.ColumnRange(2, 5)).AsSpan().ToArray());
    }

    [Fact]
    public void Inputs_may_be_a_view_with_gaps_between_rows()
    {
        var network = Mlp.Create<float>(5, depth: 1, width: 20, outputs: 3, Activation.ReLU, new RandomStream(1));
        var view = TestData.Normal<float>(40, 9, seed: 2).ColumnRange(2, 5);
        Assert.Equal(network.Forward(view.Clone()).AsSpan().ToArray(), network.Forward(view).AsSpan().ToArray());
    }

    [Fact]
    public void A_unit_that_is_not_a_number_shows_in_the_logits()
    {
        var network = Mlp.Create<float>(2, depth: 2, width: 20, outputs: 2, Activation.ReLU, new RandomStream(1));
        network.Weight(0)[3, 1] = float.NaN;
        Assert.All(network.Forward(TestData.Normal<float>(13, 2, seed: 2)).AsSpan().ToArray(), logit => Assert.True(float.IsNaN(logit)));
    }

    private static void GradientsAgree(int inputs, int depth, int width, int classes, int rows, Activation activation)
    {
        var network = Mlp.Create<float>(inputs, depth, width, classes, activation, new RandomStream(1));
        var error = GradientError(network, TestData.Normal<float>(rows, inputs, seed: (ulong)rows));
        Assert.True(error < 1e-4, $"{error} at {inputs} inputs, width {width}, {classes} classes, {rows} rows, {activation}");
    }

    // The largest difference of a layer's gradient, relative to the gradient's largest element there.
    private static double GradientError<T>(Network<T> network, Matrix<T> inputs)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        int[] labels = [.. Enumerable.Range(0, inputs.Rows).Select(i => i * 7 % network.OutputCount)];
        var (expected, actual) = (PlainGradient(network, inputs, labels), PackedGradient(network, inputs, labels));
        return network.Layers.Max(layer =>
        {
            var range = layer.WeightOffset..(layer.WeightOffset + layer.ParameterCount);
            var scale = expected[range].Max(value => Math.Abs(double.CreateTruncating(value)));
            return expected[range].Zip(actual[range]).Max(pair => Math.Abs(double.CreateTruncating(pair.First - pair.Second))) / Math.Max(scale, 1e-30);
        });
    }

    private static T[] PlainGradient<T>(Network<T> network, Matrix<T> inputs, int[] labels)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        var pass = new ForwardPass<T>(network, inputs.Rows);
        var (delta, gradient) = (new Matrix<T>(inputs.Rows, network.OutputCount), network.CreateGradient());
        network.Forward(inputs, pass);
        CrossEntropy.Measure(pass.Logits, labels, delta);
        network.Backward(pass, delta, gradient);
        return gradient.Values.ToArray();
    }

    private static T[] PackedGradient<T>(Network<T> network, Matrix<T> inputs, int[] labels)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        var pass = new BatchPass<T>(new PackedNetwork<T>(network), inputs.Rows);
        var (blocks, gradient) = (new RowBlocks(inputs.Rows), network.CreateGradient());
        for (var i = 0; i < inputs.Rows; i++) inputs.Row(i).CopyTo(pass.Inputs.Row(i));
        for (var b = 0; b < blocks.Count; b++) pass.Forward(blocks.Start(b), blocks.Length(b));
        var logits = pass.Logits.RowRange(0, inputs.Rows);
        CrossEntropy.Measure(logits, labels, logits);
        var delta = logits.Clone();
        for (var b = 0; b < blocks.Count; b++)
        {
            pass.Forward(blocks.Start(b), blocks.Length(b));
            for (var i = blocks.Start(b); i < blocks.Start(b) + blocks.Length(b); i++) delta.Row(i).CopyTo(pass.Logits.Row(i));
            pass.Backward(b, blocks.Start(b), blocks.Length(b));
        }

        foreach (var (layer, first, count) in OutputRange.Cut(network.Layers)) pass.Gradient(layer, first, count, inputs.Rows, gradient);
        return gradient.Values.ToArray();
    }
}
