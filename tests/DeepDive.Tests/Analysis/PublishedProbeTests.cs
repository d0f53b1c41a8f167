using DeepDive.Analysis;
using DeepDive.Data;
using DeepDive.Numerics;
using DeepDive.Tests.Models;
using DeepDive.Training;

namespace DeepDive.Tests.Analysis;

public class PublishedProbeTests
{
    [Fact]
    public void The_published_recipe_and_the_exact_optimum_agree_within_a_point_where_it_converges()
    {
        var split = Split(rows: 24_000);
        var published = PublishedProbe.Fit(split);
        var accuracy = 1 - published.History[^1].Test.Error;
        var exact = LinearProbe.FitBest(split.Train.Inputs, split.Train.Labels, split.Validation.Inputs, split.Validation.Labels, 5, [1e-4, 1e-3]).Accuracy(split.Test.Inputs, split.Test.Labels);
        Assert.InRange(exact, 0.6, 0.95); // neither chance nor separable, where any probe would do
        Assert.Equal(exact, accuracy, 0.01);
    }

    [Fact]
    public void It_is_the_recipe_step_by_step()
    {
        var split = Split(rows: 1500);
        var result = PublishedProbe.Fit(split, seed: 3);
        Assert.Equal((0, 31), (result.Network.Depth, result.History.Count));
        Assert.Equal(StopReason.Completed, result.StopReason);
        var logits = result.Network.Forward(split.Test.Inputs);
        var wrong = Enumerable.Range(0, split.Test.Count).Count(i => logits.Row(i).IndexOf(logits.Row(i).ToArray().Max()) != split.Test.Labels[i]);
        Assert.Equal(wrong / (double)split.Test.Count, result.History[^1].Test.Error, 1e-12);
        Assert.Equal(result.Network.Parameters, PublishedProbe.Fit(split, seed: 3).Network.Parameters);
    }

    [Fact]
    public void Rows_of_one_class_are_refused()
    {
        var one = new DataSet("one", new Matrix<float>(600, 3), new int[600], 2);
        Assert.Contains("≥ 2 classes", Assert.Throws<ArgumentException>(() => PublishedProbe.Fit(new(one, one, one))).Message, StringComparison.Ordinal);
    }

    /// <summary>Five overlapping classes around random means.</summary>
    private static DataSplit Split(int rows)
    {
        var (x, means, random) = (TestData.Normal<float>(rows, 16, seed: 1), TestData.Normal<float>(5, 16, seed: 2), new RandomStream(3));
        int[] labels = [.. Enumerable.Range(0, rows).Select(_ => random.NextIndex(5))];
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < x.Columns; j++) x[i, j] += 0.5f * means[labels[i], j];
        }

        return Splits.Random(new DataSet("overlapping", x, labels, 5));
    }
}
