using DeepDive.Figures;
using DeepDive.Numerics;

namespace DeepDive.Tests.Figures;

public class FigureErrorTests
{
    [Fact]
    public void Runs_of_different_lengths_are_refused() => Says("run 1 has 1", () => Series.OfRuns("a", [0, 1], [[1, 2], [1]]));

    [Fact]
    public void A_series_without_points_or_runs_is_refused()
    {
        Says("at least one point", () => Series.Of("a", [], []));
        Says("at least one run", () => Series.OfRuns("a", [0], []));
    }

    [Fact]
    public void Numbers_that_are_all_NaN_are_refused()
    {
        Says("finite", () => Series.Of("a", [0], [double.NaN]));
        Says("finite", () => Figure.Heatmap("a", new[,] { { double.NaN } }, ["1"], ["1"], "c"));
        Says("finite", () => Points.Of([double.NaN], [0]));
    }

    [Fact]
    public void Figures_without_contents_are_refused()
    {
        Says("at least one", () => Figure.Lines("a", "x", "y"));
        Says("at least one", () => Figure.Panels("a", 2));
    }

    [Fact]
    public void Two_series_of_one_name_are_refused() =>
        Says("'a' occurs 2 times", () => Figure.Lines("t", "x", "y", Series.Of("a", [0], [0]), Series.Of("a", [0], [0])));

    [Fact]
    public void Labels_that_do_not_match_the_matrix_are_refused() =>
        Says("[1, 2], but theirs is [2, 1]", () => Figure.Heatmap("a", new double[,] { { 1 }, { 2 } }, ["r"], ["1", "2"], "c"));

    [Fact]
    public void Too_many_points_and_unnamed_classes_are_refused()
    {
        var many = new double[Points.MaximumCount + 1];
        Says("5001", () => Points.Of(many, many));
        Says("label 0 is 1", () => Points.Of([0], [0], [1], ["only"]));
        Says("2 columns", () => Points.Of(new Matrix<float>(4, 3)));
    }

    [Fact]
    public void Panels_of_panels_and_of_two_measures_are_refused()
    {
        Figure Heat(string measure) => Figure.Heatmap("a", new double[,] { { 1 } }, ["r"], ["1"], measure);
        Says("'CKA', 'rank'", () => Figure.Panels("t", 2, Heat("CKA"), Heat("rank")));
        Says("2 panels", () => Figure.Panels("t", 2, Figure.Panels("inner", 2, Heat("CKA"), Heat("CKA"))));
    }

    [Fact]
    public void A_name_that_is_no_file_name_is_refused_with_one_that_is() =>
        Says("'part-1-rank'", () => Figure.Lines("t", "x", "y", Series.Of("a", [0], [0])) with { Name = "Part 1/rank" });

    [Fact]
    public void Images_that_are_not_square_need_a_width()
    {
        Says("give the width", () => Figure.Images("t", new Matrix<float>(2, 6)));
        Assert.NotNull(Figure.Images("t", new Matrix<float>(2, 6), width: 3));
    }

    private static void Says(string part, Func<object> act) => Assert.Contains(part, Assert.Throws<ArgumentException>(act).Message);
}
