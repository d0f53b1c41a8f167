using DeepDive.Analysis;
using DeepDive.Numerics;
using FsCheck;
using FsCheck.Fluent;
using static DeepDive.Tests.Analysis.RandomMatrices;

namespace DeepDive.Tests.Analysis;

public class UmapStagesTests
{
    private static readonly UmapGolden s_golden = UmapGolden.Read();

    [Fact]
    public void Neighbours_agree_with_scikit_learn()
    {
        var near = NearestNeighbours.Of(s_golden.Rows, 7);
        for (var i = 0; i < 60; i++)
        {
            Assert.Equal(s_golden.Indices[i], near.IndicesOf(i).ToArray());
            for (var j = 0; j < 7; j++) Assert.Equal(s_golden.Distances[i][j], near.DistancesOf(i)[j], 1e-12);
        }
    }

    [Fact]
    public void Neighbours_are_those_of_a_full_sort() =>
        Prop.ForAll(
            (from rows in Gen.Choose(2, 300) from columns in Gen.Choose(1, 20) from seed in Gen.Choose(1, 10_000) select (rows, columns, seed)).ToArbitrary(),
            size =>
            {
                // Far from the origin, where ‖x‖² + ‖y‖² − 2·x·y of the raw rows would lose digits.
                var x = Normal(new RandomStream((ulong)size.seed), size.rows, size.columns).To<float>();
                foreach (ref var value in x.AsSpan()) value += 100;
                var near = NearestNeighbours.Of(x, Math.Min(9, size.rows - 1));
                return Enumerable.Range(0, size.rows).All(i => near.IndicesOf(i).ToArray().SequenceEqual(
                    Enumerable.Range(0, size.rows).Where(j => j != i).OrderBy(j => Distance(x, i, j)).ThenBy(j => j).Take(near.Count)));
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void Equal_rows_are_each_others_neighbours_at_no_distance()
    {
        var near = NearestNeighbours.Of(Matrix<float>.FromRows([1e6f, 3], [0, 0], [1e6f, 3], [5, 5]), 1);
        Assert.Equal([2, 3, 0, 1], near.Indices);
        Assert.Equal([0, 0], [near.Distances[0], near.Distances[2]]);
    }

    [Fact]
    public void Scales_agree_with_a_root_finder_of_SciPy()
    {
        for (var i = 0; i < 60; i++)
        {
            var (rho, sigma) = FuzzyGraph.Scale(s_golden.Distances[i], 1);
            Assert.Equal(s_golden.Distances[i][0], rho);
            Assert.Equal(s_golden.Sigmas[i], sigma, 1e-9);
        }
    }

    [Fact]
    public void Memberships_of_a_row_sum_to_the_logarithm_of_the_number_of_neighbours()
    {
        double[] distances = [0, 0.5, 0.7, 1.9, 2, 2.2, 3];
        var (rho, sigma) = FuzzyGraph.Scale(distances, 1);
        Assert.Equal(0.5, rho);
        Assert.Equal(3, distances.Sum(distance => Math.Exp(-Math.Max(0, distance - rho) / sigma)), 1e-9);
    }

    [Fact]
    public void The_graph_agrees_with_its_plain_definition()
    {
        var graph = FuzzyGraph.Of(s_golden.Rows, 8);
        var dense = new double[60, 60];
        for (var edge = 0; edge < graph.Weights.Length; edge++) dense[graph.Heads[edge], graph.Tails[edge]] = graph.Weights[edge];
        for (var i = 0; i < 60; i++)
        {
            for (var j = 0; j < 60; j++) Assert.Equal(s_golden.Graph[i][j], dense[i, j], 1e-9);
        }
    }

    [Fact]
    public void The_curve_agrees_with_SciPy_and_with_the_published_values()
    {
        Assert.All(s_golden.Curves, curve =>
        {
            var fit = UmapCurve.Fit(curve.Least, curve.Spread);
            Assert.Equal(curve.Ab[0], fit.A, 1e-5);
            Assert.Equal(curve.Ab[1], fit.B, 1e-5);
        });
        var usual = UmapCurve.Fit(0.1, 1);
        Assert.Equal((1.577, 0.895), (Math.Round(usual.A, 3), Math.Round(usual.B, 3)));
    }

    private static double Distance(Matrix<float> x, int i, int j) => Enumerable.Range(0, x.Columns).Sum(c => Math.Pow((double)x[i, c] - x[j, c], 2));
}
