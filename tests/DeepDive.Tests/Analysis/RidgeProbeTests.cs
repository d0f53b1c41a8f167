using DeepDive.Analysis;
using DeepDive.Numerics;
using DeepDive.Tests.Models;

namespace DeepDive.Tests.Analysis;

public class RidgeProbeTests
{
    [Fact]
    public void Predictions_and_scores_are_those_of_scikit_learn()
    {
        foreach (var golden in ProbeGolden.Values.Cases)
        {
            var ((trainX, testX), (trainY, testY)) = (ProbeGolden.Values.Split(golden.X), ProbeGolden.Values.Split(golden.Y));
            foreach (var ridge in golden.Ridge)
            {
                var options = new RidgeProbeOptions { Strength = ridge.Strength, Standardise = ridge.Standardise };
                var probe = RidgeProbe.Fit(trainX, trainY, options);
                AssertClose(ridge.Predictions, probe.Predict(testX), 1e-7);
                AssertClose([ridge.Scores], Matrix<double>.FromRows(probe.Score(testX, testY)), 1e-8);
                Assert.Equal(ridge.Pooled, RSquared.Pooled(testY, probe.Predict(testX)), 1e-8);

                // Float rows: what they are rounded to moves predictions by a few parts in 10⁵ of the targets' 100.
                AssertClose(ridge.Predictions, RidgeProbe.Fit(trainX.To<float>(), trainY.To<float>(), options).Predict(testX.To<float>()), 2e-3);
            }
        }
    }

    [Theory]
    [InlineData(300, 20, 1e-6, true)]
    [InlineData(300, 20, 0.3, false)]
    [InlineData(40, 90, 1e-3, true)]
    [InlineData(40, 90, 1e-3, false)]
    public void The_gradient_at_the_optimum_is_zero(int rows, int features, double strength, bool standardise)
    {
        var (x, y) = Draw(rows, features);
        var probe = RidgeProbe.Fit(x, y, new() { Strength = strength, Standardise = standardise });
        var scaled = Scaled(x, standardise);
        var residual = probe.Predict(x);
        for (var i = 0; i < rows; i++)
        {
            for (var t = 0; t < y.Columns; t++) residual[i, t] -= y[i, t];
        }

        // W from the predictions at 0 and at each unit vector of the scaled features; then Xᵀ(ŷ − y)/n + λW, and the mean residual for b.
        var weights = WeightsByScaledFeature(probe, x, standardise);
        for (var t = 0; t < y.Columns; t++)
        {
            Assert.Equal(0, Enumerable.Range(0, rows).Average(i => residual[i, t]), 1e-10);
            for (var j = 0; j < features; j++)
                Assert.Equal(0, Enumerable.Range(0, rows).Average(i => scaled[i, j] * residual[i, t]) + strength * weights[j, t], 1e-9);
        }
    }

    [Fact]
    public void As_many_features_as_rows_or_one_more_give_the_same_probe_if_the_last_feature_is_constant()
    {
        var (x, y) = Draw(30, 31);
        for (var i = 0; i < x.Rows; i++) x[i, 30] = 7;
        var options = new RidgeProbeOptions { Strength = 0.01 };
        var (primal, dual) = (RidgeProbe.Fit(x.ColumnRange(0, 30), y, options), RidgeProbe.Fit(x, y, options));
        Assert.InRange(KernelError.Of(primal.Predict(x.ColumnRange(0, 30)), dual.Predict(x)), 0, 1e-10);
    }

    [Fact]
    public void Each_target_gets_the_strength_that_validation_rows_like_best_and_the_stronger_of_equals()
    {
        // Target 0 is a feature, which a weak penalty finds; target 1 is noise, of which only the strongest learns nothing.
        var x = TestData.Normal<float>(360, 50, seed: 3);
        var random = new RandomStream(4);
        var y = new Matrix<float>(x.Rows, 2);
        for (var i = 0; i < x.Rows; i++) (y[i, 0], y[i, 1]) = (x[i, 7], (float)random.NextNormal());
        double[] strengths = [1e-4, 100, 1e-1];
        var best = RidgeProbe.FitBest(x.RowRange(0, 60), y.RowRange(0, 60), x.RowRange(60, 300), y.RowRange(60, 300), strengths);
        Assert.Equal([1e-4, 100], best.Strengths);
        foreach (var (target, strength) in best.Strengths.Index())
        {
            var alone = RidgeProbe.Fit(x.RowRange(0, 60), y.RowRange(0, 60), new() { Strength = strength });
            Assert.Equal(alone.Predict(x)[5, target], best.Predict(x)[5, target]);
        }

        var constant = new Matrix<float>(60, 1);
        Assert.Equal([9], RidgeProbe.FitBest(x.RowRange(0, 60), constant, x.RowRange(0, 60), constant, [1, 9, 2]).Strengths);
    }

    [Fact]
    public void The_number_of_workers_does_not_change_a_bit()
    {
        var (x, y) = Draw(500, 130);
        var before = Workers.Count;
        try
        {
            Workers.Count = 1;
            var one = RidgeProbe.Fit(x, y).Predict(x);
            Workers.Count = 3;
            Assert.Equal(one.AsSpan(), RidgeProbe.Fit(x, y).Predict(x).AsSpan());
        }
        finally
        {
            Workers.Count = before;
        }
    }

    [Fact]
    public void Of_targets_R_squared_explains_all_none_or_less_than_the_mean()
    {
        var y = Matrix<double>.FromRows([1, 5], [2, 5], [6, 5]);
        Assert.Equal([1, 0], RSquared.ByTarget(y, y));
        Assert.Equal([0, 0], RSquared.ByTarget(y, Matrix<double>.FromRows([3, 5], [3, 5], [3, 4])));
        Assert.Equal(-1, RSquared.Pooled(y, Matrix<double>.FromRows([5, 5], [4, 5], [4, 7])), 1e-12);
        Assert.Throws<ArgumentException>(() => RSquared.ByTarget(y, y.RowRange(0, 2)));
    }

    [Fact]
    public void Arguments_that_make_no_sense_are_refused()
    {
        var (x, y) = Draw(10, 3);
        var broken = y.Clone();
        broken[2, 1] = double.NaN;
        Assert.Throws<ArgumentException>(() => RidgeProbe.Fit(x, broken));
        Assert.Throws<ArgumentException>(() => RidgeProbe.Fit(x, y.RowRange(0, 9)));
        Assert.Throws<ArgumentOutOfRangeException>(() => RidgeProbe.Fit(x, y, new() { Strength = 0 }));
        Assert.Throws<ArgumentException>(() => RidgeProbe.FitBest(x, y, x, y, []));
        Assert.Throws<ArgumentOutOfRangeException>(() => RidgeProbe.FitBest(x, y, x, y, [1, double.NaN]));
        Assert.Throws<ArgumentException>(() => RidgeProbe.FitBest(x, y, x.ColumnRange(0, 2), y, [1]));
        var probe = RidgeProbe.Fit(x, y);
        Assert.Throws<ArgumentException>(() => probe.Predict(x.ColumnRange(0, 2)));
        Assert.Throws<ArgumentException>(() => probe.Score(x, y.ColumnRange(0, 1)));
    }

    /// <summary>Rectified features of a few latents, ill conditioned as hidden layers are, and two functions of the latents.</summary>
    private static (Matrix<double> X, Matrix<double> Y) Draw(int rows, int features)
    {
        var latents = TestData.Normal<double>(rows, 4, seed: 12);
        var x = RandomMatrices.Map(RandomMatrices.Product(latents, TestData.Normal<double>(4, features, seed: 13)), value => Math.Max(0, value + 1));
        var noise = TestData.Normal<double>(rows, 1, seed: 14);
        var y = new Matrix<double>(rows, 2);
        for (var i = 0; i < rows; i++) (y[i, 0], y[i, 1]) = (40 + latents[i, 0] + noise[i, 0], latents[i, 1] * latents[i, 1]);
        return (x, y);
    }

    private static (double[] Means, double[] Deviations) Moments(Matrix<double> x, bool standardise)
    {
        var columns = Enumerable.Range(0, x.Columns).Select(j => Enumerable.Range(0, x.Rows).Select(i => x[i, j]).ToArray()).ToArray();
        double[] means = [.. columns.Select(column => column.Average())];
        return (means, [.. columns.Zip(means, (column, mean) => standardise ? Math.Sqrt(column.Average(value => (value - mean) * (value - mean))) : 1)]);
    }

    private static Matrix<double> Scaled(Matrix<double> x, bool standardise)
    {
        var ((means, deviations), result) = (Moments(x, standardise), x.Clone());
        for (var i = 0; i < x.Rows; i++)
        {
            for (var j = 0; j < x.Columns; j++) result[i, j] = (x[i, j] - means[j]) / deviations[j];
        }

        return result;
    }

    private static Matrix<double> WeightsByScaledFeature(RidgeProbe probe, Matrix<double> x, bool standardise)
    {
        var (means, deviations) = Moments(x, standardise);
        var points = new Matrix<double>(x.Columns + 1, x.Columns);
        for (var i = 0; i < points.Rows; i++)
        {
            means.CopyTo(points.Row(i));
            if (i > 0) points[i, i - 1] += deviations[i - 1];
        }

        var predicted = probe.Predict(points);
        for (var i = points.Rows - 1; i >= 0; i--)
        {
            for (var t = 0; t < predicted.Columns; t++) predicted[i, t] -= predicted[0, t];
        }

        return predicted.RowRange(1, x.Columns);
    }

    private static void AssertClose(double[][] expected, Matrix<double> actual, double tolerance)
    {
        for (var i = 0; i < expected.Length; i++)
        {
            for (var t = 0; t < expected[i].Length; t++) Assert.Equal(expected[i][t], actual[i, t], tolerance);
        }
    }
}
