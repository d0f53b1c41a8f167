using DeepDive.Data;
using DeepDive.Numerics;

namespace DeepDive.Tests.Data;

public class CoreSpuriousTests
{
    public static TheoryData<CoreSpuriousVariant> Variants => [.. Enum.GetValues<CoreSpuriousVariant>()];

    [Theory]
    [InlineData(0.0, 0)]
    [InlineData(0.5, 1000)]
    [InlineData(0.9, 1800)]
    [InlineData(1.0, 2000)]
    public void The_spurious_sign_agrees_in_exactly_a_share_p_of_the_rows(double agreement, int expected)
    {
        var data = CoreSpurious.Generate(new() { Agreement = agreement });
        Assert.Equal(expected, Enumerable.Range(0, data.Count).Count(i => Sign(data, i, 1) == data.Labels[i]));
    }

    [Fact]
    public void The_core_sign_is_the_label_in_every_row()
    {
        var data = CoreSpurious.Generate(new());
        Assert.All(Enumerable.Range(0, data.Count), i => Assert.Equal(data.Labels[i], Sign(data, i, 0)));
    }

    [Fact]
    public void Labels_are_fair()
    {
        var data = CoreSpurious.Generate(new() { Count = 10_000 });
        Assert.InRange(data.Labels.Sum(), 4800, 5200); // four standard deviations
    }

    [Fact]
    public void Features_have_the_stated_means_and_spreads()
    {
        var data = CoreSpurious.Generate(new() { Count = 10_000, NoiseColumns = 2 });
        var (coreMean, coreSpread) = Moments(Enumerable.Range(0, data.Count).Select(i => data.Latents![i, 0] * (2.0 * data.Labels[i] - 1)));
        var (spuriousMean, spuriousSpread) = Moments(data.Latents!.Column(1).Select(value => Math.Abs((double)value)));
        var (noiseMean, noiseSpread) = Moments(data.Inputs.Column(3).Select(value => (double)value));
        Assert.Equal(0.5, coreMean, 0.002);
        Assert.Equal(0.05, coreSpread, 0.002);
        Assert.Equal(6, spuriousMean, 0.02);
        Assert.Equal(0.5, spuriousSpread, 0.02);
        Assert.Equal(0, noiseMean, 0.004);
        Assert.Equal(0.1, noiseSpread, 0.004);
    }

    [Fact]
    public void Groups_are_label_by_spurious_sign()
    {
        var data = CoreSpurious.Generate(new());
        Assert.All(Enumerable.Range(0, data.Count), i => Assert.Equal(2 * data.Labels[i] + Sign(data, i, 1), data.Groups![i]));
        Assert.Equal("core +, spurious −", data.GroupNames[2]);
        Assert.Equal(200, data.Groups!.Count(group => group is 1 or 2));
    }

    [Fact]
    public void The_same_seed_gives_the_same_bits_and_another_seed_does_not()
    {
        var options = new CoreSpuriousOptions { NoiseColumns = 3 };
        Assert.Equal(Bits(CoreSpurious.Generate(options)), Bits(CoreSpurious.Generate(options)));
        Assert.NotEqual(Bits(CoreSpurious.Generate(options)), Bits(CoreSpurious.Generate(options with { Seed = 3 })));
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void Variants_and_noise_columns_leave_labels_and_latents_as_they_are(CoreSpuriousVariant variant)
    {
        var plain = CoreSpurious.Generate(new());
        var other = CoreSpurious.Generate(new() { Variant = variant, NoiseColumns = 5 });
        Assert.Equal(plain.Labels, other.Labels);
        Assert.Equal(plain.Groups, other.Groups);
        Assert.Equal(plain.Latents!.AsSpan(), other.Latents!.AsSpan());
    }

    [Theory]
    [InlineData(null, null, 2)]
    [InlineData(7, null, 9)]
    [InlineData(null, 1.0, 202)]
    [InlineData(null, 0.999, 201)] // ⌊200 · 0.999⌋ = 199
    public void Noise_columns_are_counted_explicitly_or_by_the_dampener(int? columns, double? dampener, int expected) =>
        Assert.Equal(expected, CoreSpurious.Generate(new() { NoiseColumns = columns, NoiseDampener = dampener }).Inputs.Columns);

    [Fact]
    public void Without_the_spurious_column_the_only_input_is_the_core()
    {
        var data = CoreSpurious.Generate(new() { Variant = CoreSpuriousVariant.NoSpurious });
        Assert.Equal(1, data.Inputs.Columns);
        Assert.Equal(data.Latents!.Column(0), data.Inputs.Column(0));
    }

    [Fact]
    public void A_rotation_by_a_right_angle_swaps_the_columns_and_one_sign()
    {
        var data = CoreSpurious.Generate(new() { Variant = CoreSpuriousVariant.Rotated, RotationDegrees = 90 });
        for (var i = 0; i < data.Count; i++)
        {
            Assert.Equal(data.Latents![i, 1], data.Inputs[i, 0], 1e-6);
            Assert.Equal(-data.Latents[i, 0], data.Inputs[i, 1], 1e-6);
        }
    }

    [Theory]
    [InlineData(CoreSpuriousVariant.Rotated)]
    [InlineData(CoreSpuriousVariant.Quadratic)]
    public void Mixing_preserves_norms(CoreSpuriousVariant variant)
    {
        var data = CoreSpurious.Generate(new() { Variant = variant });
        for (var i = 0; i < data.Count; i++)
        {
            var (a, b) = (data.Inputs[i, 0], data.Inputs[i, 1]);
            var expected = Square(data.Latents![i, 0]) + Square(data.Latents[i, 1]);
            var squared = variant == CoreSpuriousVariant.Quadratic ? (double)a + b : Square(a) + Square(b);
            Assert.Equal(expected, squared, expected * 1e-6);
        }
    }

    [Fact]
    public void The_quadratic_variant_hides_the_label_a_row_and_its_mirror_image_have_the_same_inputs()
    {
        var data = CoreSpurious.Generate(new() { Variant = CoreSpuriousVariant.Quadratic });
        var mirrored = data.Latents!.Clone();
        foreach (ref var value in mirrored.AsSpan()) value = -value;
        Assert.Equal(data.Inputs.AsSpan(), data.WithLatents(mirrored).Inputs.AsSpan());
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void Inputs_made_anew_from_their_own_latents_are_the_same_bits(CoreSpuriousVariant variant)
    {
        var data = CoreSpurious.Generate(new() { Variant = variant, NoiseColumns = 2 });
        Assert.Equal(data.Inputs.AsSpan(), data.WithLatents(data.Latents!).Inputs.AsSpan());
        Assert.Equal(data.Inputs.AsSpan(), CoreSpurious.FlipSpurious(CoreSpurious.FlipSpurious(data)).Inputs.AsSpan());
    }

    [Fact]
    public void Flipping_negates_the_spurious_column_and_nothing_else()
    {
        var data = CoreSpurious.Generate(new() { NoiseColumns = 2 });
        var flipped = CoreSpurious.FlipSpurious(data);
        Assert.Equal(data.Inputs.Column(1).Select(value => -value), flipped.Inputs.Column(1));
        foreach (var column in new[] { 0, 2, 3 }) Assert.Equal(data.Inputs.Column(column), flipped.Inputs.Column(column));
        Assert.Equal(data.Labels, flipped.Labels);
        AssertGroupsFit(flipped);
        Assert.Equal(200, Enumerable.Range(0, data.Count).Count(i => Sign(flipped, i, 1) == flipped.Labels[i]));
    }

    [Fact]
    public void Permuting_the_spurious_column_reorders_it_and_nothing_else()
    {
        var data = CoreSpurious.Generate(new() { NoiseColumns = 2 });
        var permuted = CoreSpurious.PermuteSpurious(data, new RandomStream(5));
        AssertReordered(data, permuted, column: 1);
        AssertGroupsFit(permuted);
        Assert.InRange(Enumerable.Range(0, data.Count).Count(i => Sign(permuted, i, 1) == permuted.Labels[i]), 900, 1100);
        Assert.Equal(Bits(permuted), Bits(CoreSpurious.PermuteSpurious(data, new RandomStream(5))));
    }

    [Fact]
    public void Permuting_the_core_column_reorders_it_and_nothing_else()
    {
        var data = CoreSpurious.Generate(new() { NoiseColumns = 2 });
        var permuted = CoreSpurious.PermuteCore(data, new RandomStream(5));
        AssertReordered(data, permuted, column: 0);
        Assert.Equal(data.Groups, permuted.Groups);
    }

    [Fact]
    public void Counterfactuals_of_a_part_keep_the_map_of_the_whole()
    {
        var data = CoreSpurious.Generate(new() { Variant = CoreSpuriousVariant.Rotated });
        int[] rows = [5, 3, 1999];
        Assert.Equal(CoreSpurious.FlipSpurious(data).Take(rows).Inputs.AsSpan(), CoreSpurious.FlipSpurious(data.Take(rows)).Inputs.AsSpan());
    }

    [Fact]
    public void Without_a_spurious_column_flipping_changes_no_input()
    {
        var data = CoreSpurious.Generate(new() { Variant = CoreSpuriousVariant.NoSpurious });
        Assert.Equal(data.Inputs.AsSpan(), CoreSpurious.FlipSpurious(data).Inputs.AsSpan());
    }

    [Fact]
    public void An_agreement_outside_0_to_1_is_refused_with_rule_value_and_remedy()
    {
        foreach (var agreement in new[] { 1.5, -0.1, double.NaN })
        {
            var error = Assert.Throws<ArgumentOutOfRangeException>(() => CoreSpurious.Generate(new() { Agreement = agreement }));
            Assert.StartsWith(FormattableString.Invariant($"agreement p must lie in [0, 1], but was {agreement}; "), error.Message);
            Assert.DoesNotContain('\n', error.Message);
        }
    }

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        CoreSpuriousOptions[] wrong =
        [
            new() { Count = 0 }, new() { CoreNoise = -1 }, new() { CoreMean = double.PositiveInfinity }, new() { NoiseColumns = -1 },
            new() { NoiseColumns = 1, NoiseDampener = 1 }, new() { NoiseDampener = 1e9 }, new() { Variant = (CoreSpuriousVariant)9 },
        ];
        Assert.All(wrong, options => Assert.ThrowsAny<ArgumentException>(() => CoreSpurious.Generate(options)));
    }

    [Fact]
    public void Counterfactuals_of_other_data_are_refused()
    {
        Assert.Throws<ArgumentException>(() => CoreSpurious.FlipSpurious(YinYang.Generate(new() { Count = 3 })));
        var unknown = new DataSet("unknown", new Matrix<float>(1, 2), [0], 1);
        Assert.Throws<InvalidOperationException>(() => unknown.WithLatents(new Matrix<float>(1, 2)));
        Assert.Throws<ArgumentException>(() => CoreSpurious.Generate(new()).WithLatents(new Matrix<float>(1, 2)));
    }

    private static int Sign(DataSet data, int row, int latent) => data.Latents![row, latent] > 0 ? 1 : 0;

    private static double Square(double value) => value * value;

    private static (double Mean, double Spread) Moments(IEnumerable<double> values)
    {
        var list = values.ToList();
        var mean = list.Average();
        return (mean, Math.Sqrt(list.Average(value => Square(value - mean))));
    }

    private static int[] Bits(DataSet data) => [.. data.Inputs.AsSpan().ToArray().Select(BitConverter.SingleToInt32Bits), .. data.Labels];

    private static void AssertGroupsFit(DataSet data) =>
        Assert.All(Enumerable.Range(0, data.Count), i => Assert.Equal(2 * data.Labels[i] + Sign(data, i, 1), data.Groups![i]));

    private static void AssertReordered(DataSet data, DataSet permuted, int column)
    {
        for (var j = 0; j < data.Inputs.Columns; j++)
        {
            if (j != column) Assert.Equal(data.Inputs.Column(j), permuted.Inputs.Column(j));
        }

        Assert.NotEqual(data.Inputs.Column(column), permuted.Inputs.Column(column));
        Assert.Equal(data.Inputs.Column(column).Order(), permuted.Inputs.Column(column).Order());
        Assert.Equal(data.Labels, permuted.Labels);
    }
}
