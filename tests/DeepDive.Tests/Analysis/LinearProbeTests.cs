using System.Numerics;
using System.Text.Json;
using DeepDive.Analysis;
using DeepDive.Numerics;
using DeepDive.Tests.Models;

namespace DeepDive.Tests.Analysis;

public class LinearProbeTests
{
    private static readonly GoldenFile s_golden = GoldenFile.Read();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Probabilities_and_loss_are_those_of_SciPys_optimum(bool standardise)
    {
        var x = Matrix<double>.FromRows(s_golden.Inputs);
        foreach (var golden in standardise ? s_golden.Standardised : s_golden.Plain)
        {
            var options = new LinearProbeOptions { Strength = golden.Strength, Standardise = standardise, GradientTolerance = 1e-8 };
            AssertOptimum(golden, x, options, 1e-6);
            AssertOptimum(golden, x.To<float>(), options with { GradientTolerance = 1e-6 }, 1e-4);
        }
    }

    [Fact]
    public void Probabilities_of_unseen_rows_are_those_of_scikit_learn()
    {
        foreach (var golden in ProbeGolden.Values.Cases)
        {
            var (train, test) = ProbeGolden.Values.Split(golden.X);
            foreach (var logistic in golden.Logistic)
            {
                var probe = LinearProbe.Fit(train, golden.Labels.AsSpan(0, train.Rows), 3, new() { Strength = logistic.Strength, Standardise = logistic.Standardise, GradientTolerance = 1e-9 });
                var p = Softmax(probe.Logits(test));
                for (var i = 0; i < p.Rows; i++)
                {
                    for (var c = 0; c < 3; c++) Assert.Equal(logistic.Probabilities[i][c], p[i, c], 1e-5);
                }
            }
        }
    }

    [Theory]
    [InlineData(2, 1e-3)]
    [InlineData(10, 1e-5)]
    public void The_gradient_at_the_optimum_is_within_its_tolerance(int classes, double strength)
    {
        var (x, labels) = Correlated(classes, rows: 700, features: 60);
        var probe = LinearProbe.Fit(x, labels, classes, new() { Strength = strength });
        Assert.True(probe.Converged);
        Assert.InRange(probe.GradientNorm, 0, 1e-5);

        // In float64 at the same weights' predictions: Σ_i (p − onehot(y)) / n, the gradient by the biases, is within it too.
        var p = Softmax(probe.Logits(x.To<double>()));
        for (var c = 0; c < classes; c++)
        {
            var sum = Enumerable.Range(0, x.Rows).Sum(i => p[i, c] - (labels[i] == c ? 1 : 0));
            Assert.InRange(Math.Abs(sum / x.Rows), 0, 1.2e-5);
        }
    }

    [Fact]
    public void The_gradient_is_that_of_finite_differences()
    {
        var (x, labels) = Correlated(4, rows: 300, features: 7);
        var objective = new SoftmaxObjective<double>(x.To<double>(), labels, 4, strength: 0.3);
        var random = new RandomStream(5);
        double[] point = [.. Enumerable.Range(0, 4 * 8).Select(_ => random.NextNormal())];
        var (gradient, unused) = (new double[point.Length], new double[point.Length]);
        objective.Evaluate(point, gradient);
        for (var p = 0; p < point.Length; p++)
        {
            const double step = 1e-5;
            var value = point[p];
            point[p] = value + step;
            var above = objective.Evaluate(point, unused);
            point[p] = value - step;
            var below = objective.Evaluate(point, unused);
            point[p] = value;
            Assert.Equal((above - below) / (2 * step), gradient[p], 1e-8);
        }
    }

    [Fact]
    public void The_mean_curvature_is_the_mean_of_the_Hessians_diagonal_blocks()
    {
        const int classes = 3, features = 2, stride = features + 1;
        var (x, labels) = Correlated(classes, rows: 600, features);
        var objective = new SoftmaxObjective<double>(x.To<double>(), labels, classes, strength: 0.2);
        double[] point = [.. Enumerable.Range(0, classes * stride).Select(i => 0.3 * i - 1)];
        var (above, below) = (new double[point.Length], new double[point.Length]);
        var mean = new Matrix<double>(stride, stride);
        for (var p = 0; p < point.Length; p++)
        {
            const double step = 1e-5;
            point[p] += step;
            objective.Evaluate(point, above);
            point[p] -= 2 * step;
            objective.Evaluate(point, below);
            point[p] += step;
            var block = p - p % stride;
            for (var j = 0; j < stride; j++) mean[p % stride, j] += (above[block + j] - below[block + j]) / (2 * step) / classes;
        }

        Assert.InRange(KernelError.Of(mean, objective.MeanCurvature(point)), 0, 1e-8);
    }

    [Fact]
    public void A_preconditioner_is_the_inverse_of_its_matrix()
    {
        var factor = TestData.Normal<double>(20, 13, seed: 3);
        var curvature = new Matrix<double>(13, 13);
        PlainMatMul.TN(factor, factor, curvature);
        double[] vector = [.. Enumerable.Range(0, 2 * 13).Select(i => Math.Sin(i))];
        var before = (double[])vector.Clone();
        new CurvaturePreconditioner(2, curvature.Clone()).Apply(vector);
        for (var i = 0; i < vector.Length; i++)
        {
            var product = Enumerable.Range(0, 13).Sum(j => curvature[i % 13, j] * vector[i / 13 * 13 + j]);
            Assert.Equal(before[i], product, 1e-4);
        }
    }

    [Fact]
    public void Correlated_features_are_fitted_in_few_evaluations()
    {
        var (x, labels) = Correlated(5, rows: 1500, features: 80);
        var probe = LinearProbe.Fit(x, labels, 5, new() { Strength = 1e-5 });
        Assert.True(probe.Converged);
        Assert.InRange(probe.Evaluations, 10, 60);
    }

    [Fact]
    public void What_is_linearly_separable_is_read_off_and_noise_is_not()
    {
        var x = TestData.Normal<float>(2000, 20, seed: 3);
        int[] separable = [.. Enumerable.Range(0, x.Rows).Select(i => x[i, 3] + x[i, 7] > 0 ? 1 : 0)];
        var random = new RandomStream(4);
        int[] noise = [.. Enumerable.Range(0, x.Rows).Select(_ => random.NextIndex(2))];
        Assert.InRange(TestAccuracy(x, separable), 0.97, 1);
        Assert.InRange(TestAccuracy(x, noise), 0.44, 0.56);
    }

    [Fact]
    public void Shift_and_scale_of_the_features_do_not_change_a_standardised_probe()
    {
        var (x, labels) = Correlated(3, rows: 400, features: 12);
        var wide = x.To<double>();
        var moved = RandomMatrices.Map(wide, value => 7 - 250 * value);
        var options = new LinearProbeOptions { GradientTolerance = 1e-9 };
        var (p, q) = (Softmax(LinearProbe.Fit(wide, labels, 3, options).Logits(wide)), Softmax(LinearProbe.Fit(moved, labels, 3, options).Logits(moved)));
        for (var i = 0; i < x.Rows; i++) Assert.Equal(p[i, 0], q[i, 0], 1e-6);
    }

    [Fact]
    public void The_strength_is_chosen_on_the_validation_rows_and_the_stronger_of_equals_wins()
    {
        // Far more features than the 60 training rows can tell apart: too weak a penalty costs accuracy, and so does too strong a one.
        var x = TestData.Normal<float>(2060, 50, seed: 3);
        var random = new RandomStream(4);
        int[] labels = [.. Enumerable.Range(0, x.Rows).Select(i => x[i, 0] + 0.8 * random.NextNormal() > 0 ? 1 : 0)];
        var (trainX, testX) = (x.RowRange(0, 60), x.RowRange(60, 2000));
        double[] strengths = [1e-6, 0.3, 1e-2, 0.3];
        var best = LinearProbe.FitBest(trainX, labels.AsSpan(0, 60), testX, labels.AsSpan(60), 2, strengths);
        var alone = strengths.Select(strength => LinearProbe.Fit(trainX, labels.AsSpan(0, 60), 2, new() { Strength = strength })).ToArray();
        Assert.Equal(alone.Max(probe => probe.Accuracy(testX, labels.AsSpan(60))), best.Accuracy(testX, labels.AsSpan(60)), 2e-3);
        Assert.Equal(0.3, best.Strength);
        Assert.Equal(100, LinearProbe.FitBest(trainX, labels.AsSpan(0, 60), trainX, labels.AsSpan(0, 60), 2, [99, 100]).Strength);
    }

    [Fact]
    public void The_number_of_workers_does_not_change_a_bit()
    {
        var (x, labels) = Correlated(4, rows: 1000, features: 40);
        var before = Workers.Count;
        try
        {
            Workers.Count = 1;
            var one = LinearProbe.Fit(x, labels, 4);
            Workers.Count = 3;
            var three = LinearProbe.Fit(x, labels, 4);
            Assert.Equal(one.Evaluations, three.Evaluations);
            Assert.Equal(one.Logits(x).AsSpan(), three.Logits(x).AsSpan());
        }
        finally
        {
            Workers.Count = before;
        }
    }

    [Fact]
    public void Constant_features_change_nothing_and_alone_leave_the_shares_of_the_classes()
    {
        var (x, labels) = Correlated(3, rows: 300, features: 5);
        var widened = new Matrix<float>(x.Rows, 7);
        for (var i = 0; i < x.Rows; i++)
        {
            x.Row(i).CopyTo(widened.Row(i));
            (widened[i, 5], widened[i, 6]) = (0, 0.1f);
        }

        var (narrow, wide) = (LinearProbe.Fit(x, labels, 3), LinearProbe.Fit(widened, labels, 3));
        Assert.Equal(narrow.Loss, wide.Loss, 1e-6);
        widened[0, 6] = 1000; // the weight is zero: a row that differs there is scored all the same
        Assert.Equal(narrow.Predict(x), wide.Predict(widened));

        var constant = LinearProbe.Fit(new Matrix<float>(x.Rows, 2), labels, 3);
        var p = Softmax(constant.Logits(new Matrix<double>(1, 2)));
        for (var c = 0; c < 3; c++) Assert.Equal(labels.Count(label => label == c) / 300.0, p[0, c], 1e-4);
    }

    [Fact]
    public void Arguments_that_make_no_sense_are_refused()
    {
        var x = TestData.Normal<float>(6, 2, seed: 1);
        int[] labels = [0, 1, 2, 0, 1, 2];
        var broken = x.Clone();
        broken[4, 1] = float.NaN;
        Assert.Throws<ArgumentException>(() => LinearProbe.Fit(broken, labels, 3));
        Assert.Throws<ArgumentException>(() => LinearProbe.Fit(x, labels.AsSpan(1), 3));
        Assert.Throws<ArgumentException>(() => LinearProbe.Fit(x, labels, 2));
        Assert.Throws<ArgumentException>(() => LinearProbe.Fit(x, labels, 7));
        Assert.Throws<ArgumentException>(() => LinearProbe.Fit(x, labels, 1));
        var message = Assert.Throws<ArgumentException>(() => LinearProbe.Fit(x, new[] { 1, 1, 1, 1, 1, 1 }, 3)).Message;
        Assert.Contains("must be of ≥ 2 classes, but all 6 are of class 1", message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => LinearProbe.Fit(x, labels, 3, new() { Strength = -1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => LinearProbe.Fit(x, labels, 3, new() { GradientTolerance = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => LinearProbe.Fit(x, labels, 3, new() { MaxIterations = 0 }));
        Assert.Throws<ArgumentException>(() => LinearProbe.FitBest(x, labels, x, labels, 3, []));
        var probe = LinearProbe.Fit(x, labels, 3);
        Assert.Throws<ArgumentException>(() => probe.Predict(TestData.Normal<float>(3, 4, seed: 1)));
        Assert.Throws<ArgumentException>(() => probe.Accuracy(x, [0, 1]));
    }

    [Fact]
    public void A_fit_that_is_cut_short_says_so()
    {
        var (x, labels) = Correlated(3, rows: 200, features: 10);
        var probe = LinearProbe.Fit(x, labels, 3, new() { MaxIterations = 2 });
        Assert.False(probe.Converged);
        Assert.Equal(2, probe.Iterations);
    }

    private static void AssertOptimum<T>(Optimum golden, Matrix<T> x, LinearProbeOptions options, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var probe = LinearProbe.Fit(x, s_golden.Labels, 3, options);
        Assert.True(probe.Converged);
        Assert.Equal(golden.Loss, probe.Loss, tolerance);
        var p = Softmax(probe.Logits(x).To<double>());
        for (var i = 0; i < p.Rows; i++)
        {
            for (var c = 0; c < p.Columns; c++) Assert.Equal(golden.Probabilities[i][c], p[i, c], tolerance);
        }
    }

    private static double TestAccuracy(Matrix<float> x, int[] labels) =>
        LinearProbe.Fit(x.RowRange(0, 1500), labels.AsSpan(0, 1500), 2).Accuracy(x.RowRange(1500, 500), labels.AsSpan(1500));

    /// <summary>Rectified features of a few noisy latents: ill conditioned and not separable, as hidden layers are.</summary>
    private static (Matrix<float> X, int[] Labels) Correlated(int classes, int rows, int features)
    {
        var random = new RandomStream(11);
        var latents = TestData.Normal<double>(rows, 8, seed: 12);
        int[] labels = [.. Enumerable.Range(0, rows).Select(_ => random.NextIndex(classes))];
        for (var i = 0; i < rows; i++) latents[i, labels[i] % 8] += 1;
        var x = RandomMatrices.Product(latents, TestData.Normal<double>(8, features, seed: 13));
        return (RandomMatrices.Map(x, value => Math.Max(0, value + 1)).To<float>(), labels);
    }

    private static Matrix<double> Softmax(Matrix<double> logits)
    {
        for (var i = 0; i < logits.Rows; i++)
        {
            var total = logits.Row(i).ToArray().Sum(Math.Exp);
            foreach (ref var element in logits.Row(i)) element = Math.Exp(element) / total;
        }

        return logits;
    }

    private sealed record Optimum(double Strength, double Loss, double[][] Probabilities);

    private sealed record GoldenFile(double[][] Inputs, int[] Labels, Optimum[] Standardised, Optimum[] Plain)
    {
        public static GoldenFile Read()
        {
            using var stream = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Golden", "probe.json"));
            return JsonSerializer.Deserialize<GoldenFile>(stream, JsonSerializerOptions.Web)!;
        }
    }
}
