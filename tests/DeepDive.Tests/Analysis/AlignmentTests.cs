using DeepDive.Analysis;
using DeepDive.Models;
using DeepDive.Numerics;
using DeepDive.Tests.Models;

namespace DeepDive.Tests.Analysis;

public class AlignmentTests
{
    // Sums of a few hundred products in float64.
    private const double Tolerance = 1e-13;

    [Fact]
    public void Alignments_agree_with_NumPy()
    {
        var golden = KernelGolden.Values;
        var (kernel, targets) = (Matrix<double>.FromRows(golden.Kernel), Matrix<double>.FromRows(golden.Targets));
        Assert.Equal(golden.AlignmentTwo, Alignment.WithTargets(kernel, golden.Two), Tolerance);
        Assert.Equal(golden.AlignmentThree, Alignment.WithTargets(kernel, golden.Three), Tolerance);
        Assert.Equal(golden.AlignmentVector, Alignment.WithTargets(kernel, targets.Column(0)), Tolerance);
        Assert.Equal(golden.AlignmentTargets, Alignment.WithTargets(kernel, targets), Tolerance);
    }

    [Fact]
    public void The_kernel_of_the_targets_themselves_has_alignment_1_and_of_k_one_hot_classes_less_by_their_mean()
    {
        int[] two = [7, 3, 3, 7, 7, 3], three = [0, 0, 1, 1, 2, 2];
        Assert.Equal(1, Alignment.WithTargets(SameClass(two, apart: -1), two), Tolerance);
        Assert.Equal(Math.Sqrt(1 - 1.0 / 3), Alignment.WithTargets(SameClass(three, apart: 0), three), Tolerance);
    }

    [Fact]
    public void The_likeness_of_two_linear_kernels_is_their_linear_CKA()
    {
        var (x, y) = (TestData.Normal<double>(9, 3, seed: 1), TestData.Normal<double>(9, 4, seed: 2));
        var (k, l) = (new Matrix<double>(9, 9), new Matrix<double>(9, 9));
        MatMul.NT(x, x, k);
        MatMul.NT(y, y, l);
        Assert.Equal(Cka.Linear(x, y), Alignment.Between(k, l), Tolerance);
        Assert.Equal(1, Alignment.Between(k, k), Tolerance);
        l.AsSpan().Fill(2);
        Assert.Equal(0, Alignment.Between(k, l));
        Assert.Throws<ArgumentException>(() => Alignment.Between(k, new Matrix<double>(8, 8)));
    }

    [Fact]
    public void A_kernel_between_two_sets_of_as_many_rows_is_refused()
    {
        var (x, y) = (TestData.Normal<double>(9, 3, seed: 1), TestData.Normal<double>(9, 3, seed: 2));
        var between = new Matrix<double>(9, 9);
        MatMul.NT(x, y, between);
        var error = Assert.Throws<ArgumentException>(() => Alignment.WithTargets(between, [0, 1, 0, 1, 0, 1, 0, 1, 1]));
        Assert.Contains("symmetric", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Scale_and_a_constant_added_to_the_kernel_do_not_change_it_and_a_constant_kernel_has_none()
    {
        int[] labels = [0, 1, 1, 0, 1];
        var features = TestData.Normal<double>(5, 3, seed: 1);
        var (kernel, moved) = (new Matrix<double>(5, 5), new Matrix<double>(5, 5));
        MatMul.NT(features, features, kernel);
        for (var i = 0; i < 25; i++) moved.AsSpan()[i] = 1e3 * kernel.AsSpan()[i] + 1e7;
        var expected = Alignment.WithTargets(kernel, labels);
        Assert.InRange(expected, 0.01, 0.99);
        Assert.Equal(expected, Alignment.WithTargets(moved, labels), 1e-10);
        moved.AsSpan().Fill(3);
        Assert.Equal(0, Alignment.WithTargets(moved, labels));
    }

    [Fact]
    public void A_layers_kernel_is_that_of_its_own_part_of_the_Jacobian()
    {
        var network = Mlp.Create<double>(2, depth: 2, width: 5, outputs: 1, Activation.Tanh, new RandomStream(1));
        var x = TestData.Normal<double>(12, 2, seed: 2);
        int[] labels = [.. Enumerable.Range(0, 12).Select(i => x[i, 0] > 0 ? 1 : 0)];
        var (jacobian, layers) = (Jacobians.Explicit(network, x), Ntk.Layerwise(network, x));
        for (var l = 0; l < layers.Count; l++)
        {
            // ⟨K_c, yyᵀ⟩ = ‖J_cᵀ·y‖² and ‖K_c‖_F = ‖J_cᵀ·J_c‖_F, by the columns of the centred Jacobian.
            var part = jacobian.ColumnRange(network.Layers[l].WeightOffset, network.Layers[l].ParameterCount).Clone();
            var features = new Matrix<double>(part.Columns, part.Columns);
            var product = 0.0;
            for (var p = 0; p < part.Columns; p++)
            {
                var column = part.Column(p);
                for (var i = 0; i < 12; i++) part[i, p] -= column.Average();
                product += Math.Pow(part.Column(p).Zip(labels, (value, label) => value * (2 * label - 1)).Sum(), 2);
            }

            PlainMatMul.TN(part, part, features);
            var norm = Math.Sqrt(features.AsSpan().ToArray().Sum(value => value * value));
            Assert.Equal(product / norm / 12, Alignment.WithTargets(layers[l], labels), 1e-12);
        }
    }

    [Fact]
    public void Arguments_that_make_no_sense_are_refused()
    {
        var kernel = SameClass([0, 1, 0], apart: 0);
        Assert.Contains("≥ 2 classes, but there were 1", Assert.Throws<ArgumentException>(() => Alignment.WithTargets(kernel, [4, 4, 4])).Message, StringComparison.Ordinal);
        Assert.Contains("each of the kernel's 3 rows, but there were 2", Assert.Throws<ArgumentException>(() => Alignment.WithTargets(kernel, [0, 1])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Alignment.WithTargets(kernel, [0.0, 0.0, 0.0]));
        Assert.Throws<ArgumentException>(() => Alignment.WithTargets(kernel, [0.0, double.NaN, 1.0]));
        Assert.Throws<ArgumentException>(() => Alignment.WithTargets(kernel.ColumnRange(0, 2), [0, 1, 0]));
        kernel[0, 2] = double.NaN;
        Assert.Throws<ArgumentException>(() => Alignment.WithTargets(kernel, [0, 1, 0]));
    }

    private static Matrix<double> SameClass(int[] labels, double apart)
    {
        var kernel = new Matrix<double>(labels.Length, labels.Length);
        for (var i = 0; i < labels.Length; i++)
        {
            for (var j = 0; j < labels.Length; j++) kernel[i, j] = labels[i] == labels[j] ? 1 : apart;
        }

        return kernel;
    }
}
