using DeepDive.Analysis;
using DeepDive.Data;
using DeepDive.Numerics;

namespace DeepDive.Tests.Analysis;

public class RelianceTests
{
    private const int Count = 1000;

    private static readonly DataSet s_drawn = Draw();

    [Fact]
    public void A_model_of_the_core_feature_scores_1_unless_the_core_is_permuted()
    {
        var reliance = Score(column: 0);
        Assert.Equal((1, 1, 1), (reliance.AsDrawn, reliance.SpuriousFlipped, reliance.SpuriousPermuted));
        Assert.Equal(0.5, reliance.CorePermuted, 0.06);
        Assert.Equal(1, reliance.WorstGroup);
    }

    [Fact]
    public void A_model_of_the_spurious_feature_scores_its_agreement_and_fails_the_minority()
    {
        var reliance = Score(column: 1);
        Assert.Equal(0.9, reliance.AsDrawn, 1e-12);
        Assert.Equal(0.1, reliance.SpuriousFlipped, 1e-12);
        Assert.Equal(0.5, reliance.SpuriousPermuted, 0.06);
        Assert.Equal(0.9, reliance.CorePermuted, 1e-12);
        Assert.Equal(0, reliance.WorstGroup);
    }

    [Fact]
    public void Rows_tampered_with_here_score_as_those_tampered_with_before()
    {
        static int[] Predict(Matrix<float> x) => [.. Enumerable.Range(0, x.Rows).Select(i => x[i, 1] > 0.3f ? 1 : 0)];
        var (drawn, random) = (CoreSpurious.Generate(new CoreSpuriousOptions { Count = 200 }), new RandomStream(7));
        var (flipped, permuted) = (CoreSpurious.FlipSpurious(drawn), CoreSpurious.PermuteSpurious(drawn, random));
        var expected = Reliance.Of(Predict, drawn, flipped, permuted, CoreSpurious.PermuteCore(drawn, random));
        Assert.Equal(expected, Reliance.Of(Predict, drawn, new RandomStream(7)));
        Assert.True(expected.SpuriousFlipped < expected.AsDrawn);
    }

    [Fact]
    public void Rows_without_groups_and_wrong_numbers_of_classes_are_refused()
    {
        var ungrouped = new DataSet("plain", s_drawn.Inputs, s_drawn.Labels, 2);
        Assert.Throws<ArgumentException>(() => Reliance.Of(x => new int[x.Rows], ungrouped, s_drawn, s_drawn, s_drawn));
        Assert.Throws<ArgumentException>(() => Reliance.Of(_ => [1], s_drawn, s_drawn, s_drawn, s_drawn));
        var none = s_drawn.Take([]);
        Assert.Throws<ArgumentException>(() => Reliance.Of(x => new int[x.Rows], s_drawn, none, s_drawn, s_drawn));
    }

    // Column 0 always agrees with the class, column 1 in exactly 90 of 100 rows.
    private static DataSet Draw()
    {
        var inputs = new Matrix<float>(Count, 2);
        var (labels, groups) = (new int[Count], new int[Count]);
        for (var i = 0; i < Count; i++)
        {
            labels[i] = i % 2;
            var agrees = i % 20 >= 2;
            (inputs[i, 0], inputs[i, 1]) = (Sign(labels[i]), agrees ? Sign(labels[i]) : -Sign(labels[i]));
            groups[i] = 2 * labels[i] + (agrees ? 1 : 0);
        }

        return new DataSet("drawn", inputs, labels, 2) { Groups = groups };
    }

    private static Reliance Score(int column) => Reliance.Of(
        x => [.. x.Column(column).Select(value => value > 0 ? 1 : 0)],
        s_drawn,
        Tampered(1, row => -s_drawn.Inputs[row, 1]),
        Permuted(1),
        Permuted(0));

    private static DataSet Permuted(int column)
    {
        var order = new RandomStream(3).Permutation(Count);
        return Tampered(column, row => s_drawn.Inputs[order[row], column]);
    }

    private static DataSet Tampered(int column, Func<int, float> value)
    {
        var inputs = s_drawn.Inputs.Clone();
        for (var i = 0; i < Count; i++) inputs[i, column] = value(i);
        return new DataSet("tampered", inputs, s_drawn.Labels, 2);
    }

    private static float Sign(int label) => 2 * label - 1;
}
