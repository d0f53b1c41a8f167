using DeepDive.Analysis;
using DeepDive.Numerics;
using static DeepDive.Tests.Analysis.RandomMatrices;

namespace DeepDive.Tests.Analysis;

[Collection("Workers")]
public sealed class UmapTests : IDisposable
{
    private readonly int _countBefore = Workers.Count;

    public void Dispose() => Workers.Count = _countBefore;

    [Fact]
    public void Clusters_far_apart_stay_apart()
    {
        var (x, cluster) = Clusters(new RandomStream(3), 3, 40, 12);
        var picture = Umap.Embed(x);
        var near = NearestNeighbours.Of(picture, 10);
        for (var i = 0; i < x.Rows; i++) Assert.All(near.IndicesOf(i).ToArray(), j => Assert.Equal(cluster[i], cluster[j]));
    }

    [Fact]
    public void The_number_of_workers_does_not_change_a_bit_but_the_seed_does()
    {
        var x = Normal(new RandomStream(4), 300, 40).To<float>();
        Workers.Count = 1;
        var one = Umap.Embed(x, new() { Seed = 9, Epochs = 50 });
        Workers.Count = 2;
        Assert.Equal(one.AsSpan(), Umap.Embed(x, new() { Seed = 9, Epochs = 50 }).AsSpan());
        Assert.NotEqual(one.AsSpan().ToArray(), Umap.Embed(x, new() { Seed = 10, Epochs = 50 }).AsSpan().ToArray());
    }

    [Fact]
    public void Equal_rows_and_single_features_give_finite_pictures()
    {
        var equal = Matrix<float>.FromRows([.. Enumerable.Repeat(new float[] { 1, 2, 3 }, 40)]);
        var narrow = Normal(new RandomStream(5), 40, 1);
        Assert.All(Umap.Embed(equal).AsSpan().ToArray(), value => Assert.True(float.IsFinite(value)));
        Assert.All(Umap.Embed(narrow).AsSpan().ToArray(), value => Assert.True(float.IsFinite(value)));
        Assert.All(Umap.Embed(narrow, new() { Negatives = 0, MinDistance = 0, Neighbours = 40 }).AsSpan().ToArray(), value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public void A_line_stays_in_order()
    {
        // Start by PCA and pull by neighbours: the first coordinate runs along the line.
        var x = Matrix<double>.FromRows([.. Enumerable.Range(0, 60).Select(i => new double[] { i, 2 * i, 0 })]);
        var picture = Umap.Embed(x, new() { Neighbours = 5 });
        Assert.True(Trustworthiness.Of(x, picture, 5) > 0.97);
    }

    [Fact]
    public void Bad_input_is_refused_before_anything_runs()
    {
        var x = Normal(new RandomStream(6), 20, 3);
        Refused(new() { Neighbours = 21 }, "neighbours must lie in 2…20, the number of rows, but was 21");
        Refused(new() { Neighbours = 1 }, "neighbours must lie in 2…20");
        Refused(new() { MinDistance = 1.5 }, "least distance must lie in [0, 1]");
        Refused(new() { MinDistance = double.NaN }, "least distance");
        Refused(new() { Spread = 0 }, "spread must be > 0");
        Refused(new() { Epochs = 0 }, "epochs must be ≥ 1");
        Refused(new() { Negatives = -1 }, "negatives must be ≥ 0");
        x[4, 1] = double.NaN;
        Refused(new(), "row 4 is not");
        Assert.Throws<OperationCanceledException>(() => Umap.Embed(Normal(new RandomStream(6), 20, 3), cancellation: new CancellationToken(canceled: true)));

        void Refused(UmapOptions options, string message) =>
            Assert.Contains(message, Assert.Throws<ArgumentException>(() => Umap.Embed(x, options)).Message, StringComparison.Ordinal);
    }

    private static (Matrix<float> X, int[] Cluster) Clusters(RandomStream random, int clusters, int rows, int features)
    {
        var x = Normal(random, clusters * rows, features).To<float>();
        int[] cluster = [.. Enumerable.Range(0, x.Rows).Select(i => i % clusters)];
        for (var i = 0; i < x.Rows; i++) x[i, cluster[i]] += 30;
        return (x, cluster);
    }
}
