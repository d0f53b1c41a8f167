using DeepDive.Numerics;
using DeepDive.Tests.Models;
using DeepDive.Training;

namespace DeepDive.Tests.Training;

public class CrossEntropyTests
{
    [Fact]
    public void Equal_logits_cost_the_logarithm_of_the_class_count()
    {
        var score = CrossEntropy.Measure(new Matrix<double>(3, 4), [0, 1, 0]);
        Assert.Equal(Math.Log(4), score.Loss, 1e-15);
        Assert.Equal(1.0 / 3, score.Error, 1e-15); // the first of equals is predicted
    }

    [Fact]
    public void Huge_logits_neither_overflow_nor_lose_the_loss()
    {
        var logits = Matrix<float>.FromRows([1000, -1000], [-1000, 1000]);
        var delta = new Matrix<float>(2, 2);
        var score = CrossEntropy.Measure(logits, [0, 0], delta);
        Assert.Equal(1000, score.Loss);
        Assert.Equal(0.5, score.Error);
        Assert.Equal([0, 0, -0.5f, 0.5f], delta.AsSpan().ToArray());
    }

    [Fact]
    public void A_row_s_delta_is_probabilities_less_one_hot_over_n_and_sums_to_zero()
    {
        var logits = TestData.Normal<double>(5, 3, seed: 1);
        int[] labels = [0, 1, 2, 0, 1];
        var delta = new Matrix<double>(5, 3);
        var score = CrossEntropy.Measure(logits, labels, delta);
        Assert.Equal(CrossEntropy.Measure(logits, labels), score);
        for (var i = 0; i < 5; i++)
        {
            var weights = logits.Row(i).ToArray().Select(Math.Exp).ToArray();
            for (var j = 0; j < 3; j++)
                Assert.Equal((weights[j] / weights.Sum() - (j == labels[i] ? 1 : 0)) / 5, delta[i, j], 1e-15);
        }
    }

    [Fact]
    public void The_delta_may_overwrite_the_logits()
    {
        var logits = TestData.Normal<float>(5, 3, seed: 1);
        var delta = new Matrix<float>(5, 3);
        CrossEntropy.Measure(logits, [0, 1, 2, 0, 1], delta);
        CrossEntropy.Measure(logits, [0, 1, 2, 0, 1], logits);
        Assert.Equal(delta.AsSpan().ToArray(), logits.AsSpan().ToArray());
    }

    [Fact]
    public void A_logit_that_is_not_a_number_shows_in_the_loss() =>
        Assert.True(double.IsNaN(CrossEntropy.Measure(Matrix<float>.FromRows([0, float.NaN]), [0]).Loss));

    [Fact]
    public void Labels_that_do_not_fit_are_refused()
    {
        Assert.Throws<ArgumentException>(() => CrossEntropy.Measure(new Matrix<float>(2, 3), [0]));
        Assert.Throws<ArgumentException>(() => CrossEntropy.Measure(new Matrix<float>(1, 3), [3]));
        Assert.Throws<ArgumentException>(() => CrossEntropy.Measure(new Matrix<float>(1, 3), [-1]));
        Assert.Throws<ArgumentException>(() => CrossEntropy.Measure(new Matrix<float>(1, 3), [0], new Matrix<float>(1, 2)));
    }
}
