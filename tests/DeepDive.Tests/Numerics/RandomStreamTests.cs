using DeepDive.Numerics;

namespace DeepDive.Tests.Numerics;

public class RandomStreamTests
{
    private const int Draws = 200_000;

    [Fact]
    public void The_first_draws_of_a_seed_are_fixed_for_ever()
    {
        // Printed by Golden/random_stream.py from the reference definitions.
        AssertFirst([15021278609987233951, 5881210131331364753, 18149643915985481100], new RandomStream(42));
        AssertFirst([17521142179037300447, 7381738658832221947, 13565067918423355627], new RandomStream(42).Split(7));
        AssertFirst([17843023522949117519, 3129968177241402174, 8787444207566029790], new RandomStream(42).Split("weights"));
        var (indices, uniforms) = (new RandomStream(42), new RandomStream(42));
        Assert.Equal([8, 3, 9], new[] { indices.NextIndex(10), indices.NextIndex(10), indices.NextIndex(10) });
        Assert.Equal([0.8143051451229099, 0.3188210400616611], new[] { uniforms.NextUniform(), uniforms.NextUniform() });
    }

    [Fact]
    public void Same_seed_and_keys_give_the_same_draws_and_splitting_draws_nothing()
    {
        var (first, second) = (new RandomStream(3), new RandomStream(3));
        first.Split("weights").NextBits();
        Assert.Equal(first.NextBits(), second.NextBits());
        Assert.Equal(first.Split(9).NextNormal(), second.Split(9).NextNormal());
        Assert.NotEqual(first.Split("weights").NextBits(), first.Split("data").NextBits());
        Assert.NotEqual(new RandomStream(3).NextBits(), new RandomStream(4).NextBits());
    }

    [Fact]
    public void Uniform_draws_have_the_moments_of_the_uniform_distribution()
    {
        var random = new RandomStream(1);
        var draws = Enumerable.Range(0, Draws).Select(_ => random.NextUniform()).ToArray();
        Assert.All(draws, draw => Assert.InRange(draw, 0, 1 - 1.0 / (1UL << 53)));
        AssertMean(0.5, Math.Sqrt(1.0 / 12), draws);
        AssertMean(1.0 / 3, Math.Sqrt(4.0 / 45), draws.Select(draw => draw * draw));
    }

    [Fact]
    public void Normal_draws_have_the_moments_of_the_normal_distribution()
    {
        var random = new RandomStream(2);
        var draws = Enumerable.Range(0, Draws).Select(_ => random.NextNormal()).ToArray();
        AssertMean(0, 1, draws);
        AssertMean(1, Math.Sqrt(2), draws.Select(draw => draw * draw));
        AssertMean(0, Math.Sqrt(15), draws.Select(draw => draw * draw * draw));
        AssertMean(3, Math.Sqrt(96), draws.Select(draw => draw * draw * draw * draw));
        AssertMean(0, 1, draws.Zip(draws.Skip(1), (left, right) => left * right));
    }

    [Fact]
    public void Streams_split_by_neighbouring_keys_are_uncorrelated_with_each_other_and_their_parent()
    {
        var parent = new RandomStream(6);
        var (left, right) = (parent.Split(0), parent.Split(1));
        var triples = Enumerable.Range(0, Draws).Select(_ => (P: parent.NextNormal(), L: left.NextNormal(), R: right.NextNormal())).ToArray();
        AssertMean(0, 1, triples.Select(draw => draw.L * draw.R));
        AssertMean(0, 1, triples.Select(draw => draw.P * draw.L));
        AssertMean(0, 1, triples.Select(draw => draw.P * draw.R));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(int.MaxValue)]
    public void Indices_are_uniform(int count)
    {
        var random = new RandomStream(8);
        var indices = Enumerable.Range(0, Draws).Select(_ => random.NextIndex(count)).ToArray();
        Assert.All(indices, index => Assert.InRange(index, 0, count - 1));
        AssertMean((count - 1) / 2.0, Math.Sqrt(((double)count * count - 1) / 12), indices.Select(index => (double)index));
        for (var value = 0; value < Math.Min(count, 7); value++)
        {
            var probability = 1.0 / count;
            AssertMean(probability, Math.Sqrt(probability * (1 - probability)) + 1.0 / Draws, indices.Select(index => index == value ? 1.0 : 0));
        }
    }

    [Fact]
    public void Every_order_of_three_items_is_equally_likely()
    {
        var random = new RandomStream(9);
        var orders = Enumerable.Range(0, Draws).Select(_ => string.Concat(random.Permutation(3))).CountBy(order => order).ToArray();
        Assert.Equal(6, orders.Length);
        foreach (var (_, times) in orders) Assert.InRange(times, Draws / 6.0 - 5 * Math.Sqrt(Draws * 5 / 36.0), Draws / 6.0 + 5 * Math.Sqrt(Draws * 5 / 36.0));
    }

    [Fact]
    public void An_index_below_nothing_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomStream(1).NextIndex(0));

    private static void AssertFirst(ulong[] expected, RandomStream random) =>
        Assert.Equal(expected, new[] { random.NextBits(), random.NextBits(), random.NextBits() });

    /// <summary>Five standard errors: with fixed seeds this fails only if the code is wrong.</summary>
    private static void AssertMean(double expected, double deviation, IEnumerable<double> values)
    {
        var error = 5 * deviation / Math.Sqrt(Draws);
        Assert.InRange(values.Average(), expected - error - 1e-12, expected + error + 1e-12);
    }
}
