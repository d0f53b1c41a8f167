using DeepDive.Data;
using DeepDive.Numerics;

namespace DeepDive.Tests.Data;

public class SpritesTests
{
    private static readonly int[] s_some = [.. new RandomStream(11).Permutation(Sprites.Count).Take(2000)];

    [Fact]
    public void Every_index_has_its_latents_and_every_latents_their_index()
    {
        var seen = new HashSet<SpriteLatents>();
        for (var index = 0; index < Sprites.Count; index++)
        {
            var latents = Sprites.Latents(index);
            if (Sprites.Index(latents) != index || !seen.Add(latents)) Assert.Fail($"sprite {index} has latents {latents}");
        }

        Assert.Equal(3 * 6 * 40 * 32 * 32, seen.Count);
        Assert.Equal(new SpriteLatents(SpriteShape.Heart, 5, 39, 31, 31), Sprites.Latents(Sprites.Count - 1));
        Assert.Equal(1, Sprites.Index(new(SpriteShape.Square, 0, 0, 0, 1))); // y runs fastest, as in dSprites
    }

    [Fact]
    public void Every_nth_sprite_is_taken_from_the_first_on()
    {
        Assert.Equal([0, 245_760, 491_520], Sprites.EveryNth(245_760));
        Assert.Equal([0, 700_000], Sprites.EveryNth(700_000));
        Assert.Equal(Sprites.Count, Sprites.EveryNth(1).Length);
    }

    [Fact]
    public void Areas_follow_the_scale_and_not_the_shape()
    {
        var ratios = new double[3, 6];
        foreach (var index in s_some)
        {
            var latents = Sprites.Latents(index);
            var expected = 4096 / 9.0 * Square(0.5 + 0.1 * latents.Scale);
            var ratio = Moments(index).Area / expected;
            Assert.InRange(ratio, 0.92, 1.08); // the edge crosses about a pixel in eight of the smallest shapes
            ratios[(int)latents.Shape, latents.Scale] += ratio;
        }

        for (var shape = 0; shape < 3; shape++)
        {
            for (var scale = 0; scale < 6; scale++)
            {
                var count = s_some.Select(Sprites.Latents).Count(sprite => (int)sprite.Shape == shape && sprite.Scale == scale);
                Assert.InRange(ratios[shape, scale] / count, 0.98, 1.02);
            }
        }
    }

    [Fact]
    public void Centroids_are_the_positions()
    {
        foreach (var index in s_some)
        {
            var (latents, centroid) = (Sprites.Latents(index), Moments(index).Centroid);
            Assert.Equal(16.5 + latents.X, centroid.Real, 0.25);
            Assert.Equal(16.5 + latents.Y, centroid.Imaginary, 0.25);
        }
    }

    [Fact]
    public void Orientations_are_the_angles_up_to_each_shapes_symmetry()
    {
        foreach (var index in s_some) Assert.Equal(0, TurnError(index), 0.1);
    }

    [Fact]
    public void Orientations_are_unbiased()
    {
        foreach (var shape in Enum.GetValues<SpriteShape>())
            Assert.Equal(0, Enumerable.Range(0, 39).Average(angle => TurnError(Sprites.Index(new(shape, 5, angle, angle % 32, 7)))), 0.005);
    }

    [Fact]
    public void Hearts_point_where_their_angle_says()
    {
        foreach (var index in s_some)
        {
            var latents = Sprites.Latents(index);
            if (latents is not { Shape: SpriteShape.Heart, Scale: > 1 }) continue;
            // The lobes, opposite to the point, outweigh it in the third power of the distance: narrowly, but enough to tell which third it is.
            var error = Moments(index).Angular(1, 3).Phase + Math.PI / 2 - Angle(latents);
            Assert.InRange(Math.IEEERemainder(error, 2 * Math.PI), -Math.PI / 3, Math.PI / 3);
        }
    }

    [Fact]
    public void An_ellipse_has_axes_3_to_2()
    {
        var data = Moments(Sprites.Index(new(SpriteShape.Ellipse, 5, 0, 12, 20)));
        // Mean x² = a²/4 and mean y² = b²/4 with πab = area: their sum and difference are the moments of order 0 and 2.
        var ratio = (data.Angular(0, 2).Real + data.Angular(2, 2).Real) / (data.Angular(0, 2).Real - data.Angular(2, 2).Real);
        Assert.Equal(2.25, ratio, 0.08);
    }

    [Fact]
    public void A_heart_at_angle_0_stands_on_its_point_and_mirrors_left_and_right()
    {
        var image = Render(Sprites.Index(new(SpriteShape.Heart, 5, 0, 16, 16)), 64);
        var rows = Enumerable.Range(0, 64).Where(row => image.AsSpan(row * 64, 64).ContainsAnyExcept(0f)).ToArray();
        Assert.InRange(image.AsSpan(rows[^1] * 64, 64).ToArray().Sum(), 1, 2);
        Assert.True(image[rows[0] * 64 + 32] == 0); // between the lobes
        for (var row = 0; row < 64; row++)
        {
            for (var column = 2; column < 64; column++) Assert.Equal(image[row * 64 + column], image[row * 64 + 64 - column]);
        }
    }

    [Fact]
    public void No_shape_touches_the_border_and_each_pixel_is_black_or_white()
    {
        foreach (var index in s_some)
        {
            var image = Render(index, 64);
            for (var i = 0; i < 64; i++) Assert.Equal(0, image[i] + image[63 * 64 + i] + image[i * 64] + image[i * 64 + 63]);
            Assert.All(image.Distinct(), value => Assert.True(value is 0 or 1));
        }
    }

    [Fact]
    public void The_last_angle_is_the_first()
    {
        var first = Sprites.Index(new(SpriteShape.Heart, 2, 0, 3, 4));
        Assert.Equal(Render(first, 64), Render(Sprites.Index(new(SpriteShape.Heart, 2, 39, 3, 4)), 64));
    }

    [Theory]
    [InlineData(32)]
    [InlineData(16)]
    [InlineData(1)]
    public void A_smaller_image_is_the_mean_over_blocks(int size)
    {
        var block = 64 / size;
        foreach (var index in s_some.Take(50))
        {
            var (full, small) = (Render(index, 64), Render(index, size));
            for (var i = 0; i < small.Length; i++)
            {
                var mean = Enumerable.Range(0, block * block).Average(k => full[(i / size * block + k / block) * 64 + i % size * block + k % block]);
                Assert.Equal(mean, small[i]);
            }
        }
    }

    [Fact]
    public void A_data_set_knows_the_latents_of_its_images()
    {
        var data = Sprites.Generate(s_some, new() { Size = 32 });
        for (var i = 0; i < 100; i++)
        {
            var latents = Sprites.Latents(s_some[i]);
            float[] values = [(int)latents.Shape, 0.5f + 0.1f * latents.Scale, (float)(2 * Math.PI * latents.Orientation / 39), latents.X / 31f, latents.Y / 31f];
            for (var k = 0; k < 5; k++) Assert.Equal(values[k], data.Latents![i, k], 1e-6);
            Assert.Equal(Render(s_some[i], 32), data.Inputs.Row(i));
        }

        Assert.Equal(["shape", "scale", "orientation", "x", "y"], data.LatentNames);
        Assert.Equal([LatentKind.Discrete, LatentKind.Continuous, LatentKind.Angle, LatentKind.Continuous, LatentKind.Continuous], data.LatentKinds);
        Assert.Equal(data.Inputs.AsSpan(), data.WithLatents(data.Latents!).Inputs.AsSpan());
    }

    [Theory]
    [InlineData(SpriteLabel.Shape)]
    [InlineData(SpriteLabel.Scale)]
    [InlineData(SpriteLabel.HeartXorLarge)]
    public void Labels_follow_the_core_factors(SpriteLabel label)
    {
        var data = Sprites.Generate(s_some, new() { Size = 1, Label = label });
        for (var i = 0; i < data.Count; i++)
        {
            var (heart, large) = (data.Latents![i, 0] == 2, data.Latents[i, 1] > 0.75);
            var expected = label switch { SpriteLabel.Shape => (int)data.Latents[i, 0], SpriteLabel.Scale => large ? 1 : 0, _ => heart != large ? 1 : 0 };
            Assert.Equal(expected, data.Labels[i]);
        }
    }

    [Theory]
    [InlineData(SpriteLabel.Scale, SpriteFactor.X, 0.9)]
    [InlineData(SpriteLabel.HeartXorLarge, SpriteFactor.Orientation, 0.25)]
    [InlineData(SpriteLabel.Shape, SpriteFactor.Y, 0.8)]
    [InlineData(SpriteLabel.Shape, SpriteFactor.Scale, 1.0)]
    public void The_spurious_band_is_the_labels_in_exactly_a_share_p_of_the_rows(SpriteLabel label, SpriteFactor spurious, double agreement)
    {
        var data = Sprites.Generate(new() { Count = 3000, Size = 1, Label = label, Spurious = spurious, Agreement = agreement });
        var classes = data.ClassCount;
        Assert.Equal((int)(3000 * agreement), data.Groups!.Count(group => group / classes == group % classes));
        var highest = spurious == SpriteFactor.Orientation ? 2 * Math.PI : 1;
        var lowest = spurious == SpriteFactor.Scale ? 0.5 : 0;
        var levels = Sprites.Levels(spurious);
        for (var i = 0; i < data.Count; i++)
        {
            var level = (int)Math.Round((data.Latents![i, (int)spurious] - lowest) / (highest - lowest) * (levels - 1));
            Assert.Equal(data.Labels[i] * classes + level * classes / levels, data.Groups![i]);
            Assert.StartsWith(data.ClassNames[data.Labels[i]], data.GroupNames[data.Groups[i]]);
        }
    }

    [Fact]
    public void The_link_moves_the_spurious_factor_and_nothing_else()
    {
        var options = new SpritesOptions { Count = 500, Size = 1 };
        var (free, linked) = (Sprites.Generate(options), Sprites.Generate(options with { Agreement = 0.9 }));
        foreach (var factor in new[] { 0, 1, 2, 4 }) Assert.Equal(free.Latents!.Column(factor), linked.Latents!.Column(factor));
        Assert.Equal(free.Labels, linked.Labels);
        Assert.NotEqual(free.Latents!.Column(3), linked.Latents!.Column(3));
        Assert.InRange(free.Groups!.Count(group => group / 3 == group % 3), 120, 215); // a third by chance
    }

    [Fact]
    public void All_levels_are_drawn_equally_often()
    {
        foreach (var agreement in new double?[] { null, 0.5 })
        {
            var data = Sprites.Generate(new() { Count = 32_000, Size = 1, Label = SpriteLabel.Scale, Agreement = agreement });
            foreach (var factor in Enum.GetValues<SpriteFactor>())
            {
                var expected = 32_000 / Sprites.Levels(factor);
                var counts = data.Latents!.Column((int)factor).GroupBy(value => value).Select(group => group.Count()).ToArray();
                Assert.Equal(Sprites.Levels(factor), counts.Length);
                Assert.All(counts, count => Assert.InRange(count, expected - 5 * Math.Sqrt(expected), expected + 5 * Math.Sqrt(expected)));
            }
        }
    }

    [Fact]
    public void The_same_seed_gives_the_same_rows_and_another_seed_does_not()
    {
        var options = new SpritesOptions { Count = 100, Size = 16, Agreement = 0.9 };
        Assert.Equal(Sprites.Generate(options).Inputs.AsSpan(), Sprites.Generate(options).Inputs.AsSpan());
        Assert.NotEqual(Sprites.Generate(options).Inputs.AsSpan().ToArray(), Sprites.Generate(options with { Seed = 3 }).Inputs.AsSpan().ToArray());
    }

    [Fact]
    public void What_is_out_of_range_is_refused()
    {
        SpritesOptions[] wrong =
        [
            new() { Count = 0 }, new() { Size = 0 }, new() { Size = 48 }, new() { Size = 128 }, new() { Agreement = 1.1 }, new() { Label = (SpriteLabel)9 },
            new() { Spurious = SpriteFactor.Shape }, new() { Label = SpriteLabel.HeartXorLarge, Spurious = SpriteFactor.Scale }, new() { Spurious = (SpriteFactor)9 },
        ];
        Assert.All(wrong, options => Assert.ThrowsAny<ArgumentException>(() => Sprites.Generate(options)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Sprites.Latents(Sprites.Count));
        Assert.Throws<ArgumentOutOfRangeException>(() => Sprites.Latents(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Sprites.Index(new(SpriteShape.Heart, 6, 0, 0, 0)));
        Assert.Throws<ArgumentException>(() => Sprites.Render(0, new float[65]));
        Assert.Throws<ArgumentException>(() => Sprites.Render(0, new float[48 * 48]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Sprites.Generate([Sprites.Count], new()));
        var data = Sprites.Generate([0], new());
        Assert.Throws<ArgumentOutOfRangeException>(() => data.WithLatents(Matrix<float>.FromRows([3, 1, 0, 0, 0])));
    }

    // How far the turn seen in the image is from the angle. At angle 0 a square has corners at π/4, π/2 apart, an ellipse its
    // long axis at 0, and a heart its point at π/2 (y points down) and its lobes a third of a turn from there.
    private static double TurnError(int index)
    {
        var latents = Sprites.Latents(index);
        var (order, atZero) = latents.Shape switch { SpriteShape.Square => (4, Math.PI), SpriteShape.Ellipse => (2, 0.0), _ => (3, -Math.PI / 2) };
        var phase = Moments(index).Angular(order, order).Phase;
        return Math.IEEERemainder(phase - atZero - order * Angle(latents), 2 * Math.PI) / order;
    }

    private static double Angle(SpriteLatents latents) => 2 * Math.PI * latents.Orientation / 39;

    private static double Square(double value) => value * value;

    private static SpriteMoments Moments(int index) => new(Render(index, 64));

    private static float[] Render(int index, int size)
    {
        var image = new float[size * size];
        Sprites.Render(index, image);
        return image;
    }
}
