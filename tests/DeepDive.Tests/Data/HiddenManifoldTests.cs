using DeepDive.Analysis;
using DeepDive.Data;
using DeepDive.Numerics;

namespace DeepDive.Tests.Data;

public class HiddenManifoldTests
{
    public static TheoryData<ManifoldMap> Maps => [.. Enum.GetValues<ManifoldMap>()];

    [Fact]
    public void Latents_are_zeros_and_ones_with_the_stated_chance()
    {
        var data = HiddenManifold.Generate(new() { Count = 10_000, Latents = 4, Inputs = 2, Probability = 0.3 });
        Assert.All(data.Latents!.AsSpan().ToArray(), value => Assert.True(value is 0 or 1));
        for (var k = 0; k < 4; k++) Assert.Equal(0.3, data.Latents.Column(k).Average(), 0.02); // four standard deviations
        Assert.Equal(["c1", "c2", "c3", "c4"], data.LatentNames);
    }

    [Theory]
    [InlineData(ManifoldMap.Sigmoid)]
    [InlineData(ManifoldMap.Tanh)]
    [InlineData(ManifoldMap.ReLU)]
    public void Elementwise_maps_act_on_the_inputs_of_the_linear_map(ManifoldMap map)
    {
        var options = new HiddenManifoldOptions { Count = 200 };
        var linear = HiddenManifold.Generate(options with { Map = ManifoldMap.Identity });
        var mapped = HiddenManifold.Generate(options with { Map = map });
        for (var i = 0; i < linear.Count; i++)
        {
            for (var j = 0; j < linear.Inputs.Columns; j++) Assert.Equal(Sigma(linear.Inputs[i, j]), mapped.Inputs[i, j], 1e-6);
        }

        double Sigma(double u) => map switch
        {
            ManifoldMap.Sigmoid => 1 / (1 + Math.Exp(-u)),
            ManifoldMap.Tanh => Math.Tanh(u),
            _ => Math.Max(0, u),
        };
    }

    [Fact]
    public void The_linear_map_sums_standard_normal_features_over_the_root_of_d()
    {
        var data = HiddenManifold.Generate(new() { Count = 1, Latents = 9, Inputs = 20_000, Map = ManifoldMap.Identity });
        var features = Units(data, 9);
        Assert.Equal(0, features.AsSpan().ToArray().Average(), 0.01);
        Assert.Equal(1, features.AsSpan().ToArray().Average(value => 9.0 * value * value), 0.015); // u = F/√9 for a unit latent
        var all = Map(data, Enumerable.Repeat(1f, 9).ToArray());
        for (var j = 0; j < 100; j++) Assert.Equal(features.Column(j).Sum(value => (double)value), all[j], 1e-5);
    }

    [Theory]
    [MemberData(nameof(Maps))]
    public void Maps_gain_noise_and_inputs_leave_labels_and_latents_as_they_are(ManifoldMap map)
    {
        var plain = HiddenManifold.Generate(new());
        var other = HiddenManifold.Generate(new() { Map = map, Gain = 3, Noise = 0.5, Inputs = 7 });
        Assert.Equal(plain.Labels, other.Labels);
        Assert.Equal(plain.Latents!.AsSpan(), other.Latents!.AsSpan());
    }

    [Fact]
    public void Labels_are_the_side_of_the_teacher()
    {
        var options = new HiddenManifoldOptions { Count = 500, CentredLabels = true };
        var (data, theta) = (HiddenManifold.Generate(options), HiddenManifold.Teacher(options));
        for (var i = 0; i < data.Count; i++)
            Assert.Equal(Enumerable.Range(0, 10).Sum(k => (data.Latents![i, k] - 0.5) * theta[k]) > 0 ? 1 : 0, data.Labels[i]);
        Assert.InRange(data.Labels.Sum(), 200, 300);
        Assert.Equal("0 (labels by a fair coin)", data.Parameters["ties"]);
    }

    [Fact]
    public void Ties_are_counted_and_divided_fairly()
    {
        var data = HiddenManifold.Generate(new() { Count = 16_000, Latents = 4, Inputs = 1 });
        var ties = Enumerable.Range(0, data.Count).Where(i => !data.Latents!.Row(i).ContainsAnyExcept(0f)).ToArray();
        Assert.InRange(ties.Length, 880, 1120); // 1000 expected
        Assert.Equal(ties.Length / 2.0, ties.Sum(i => data.Labels[i]), 64.0); // four standard deviations
        Assert.Equal($"{ties.Length} (labels by a fair coin)", data.Parameters["ties"]);
        Assert.Equal($"{data.Labels.Count(label => label == 0)}, {data.Labels.Sum()}", data.Parameters["class sizes"]);
    }

    [Fact]
    public void Noise_is_added_with_its_spread_and_kept_when_latents_change()
    {
        var options = new HiddenManifoldOptions { Count = 500 };
        var (clean, noisy) = (HiddenManifold.Generate(options), HiddenManifold.Generate(options with { Noise = 0.3 }));
        var other = clean.Latents!.TakeRows([.. Enumerable.Range(0, 500).Reverse()]);
        foreach (var (a, b) in new[] { (clean, noisy), (clean.WithLatents(other), noisy.WithLatents(other)) })
        {
            double sum = 0;
            for (var i = 0; i < a.Inputs.AsSpan().Length; i++)
            {
                var difference = b.Inputs.AsSpan()[i] - a.Inputs.AsSpan()[i];
                Assert.Equal(noisy.InputNoise!.AsSpan()[i], difference, 1e-6);
                sum += difference * difference;
            }

            Assert.Equal(0.3, Math.Sqrt(sum / clean.Inputs.AsSpan().Length), 0.004);
        }
    }

    [Fact]
    public void Noise_stays_with_its_rows_in_a_part()
    {
        var data = HiddenManifold.Generate(new() { Count = 9, Noise = 1 });
        var part = data.Take([7, 2]);
        Assert.Equal(part.Inputs.AsSpan(), part.WithLatents(part.Latents!).Inputs.AsSpan());
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(1.0)]
    [InlineData(4.0)]
    public void Two_layers_have_the_gaussian_kernel_of_their_gain(double gain)
    {
        // E|x(c) − x(c′)|²/D = (1 − e^(−g²|c−c′|²/2d)) / (1 − e^(−g²)): the random Fourier features' kernel in the limit of large D.
        var data = HiddenManifold.Generate(new() { Count = 1, Latents = 6, Inputs = 3000, Map = ManifoldMap.TwoLayer, Gain = gain });
        float[] from = [1, 0, 1, 0, 0, 1];
        foreach (var (to, distance) in new (float[], int)[] { ([1, 0, 1, 0, 0, 0], 1), ([0, 0, 1, 1, 0, 0], 3), ([0, 1, 0, 1, 1, 0], 6) })
        {
            var (x, y) = (Map(data, from), Map(data, to));
            var measured = x.Zip(y, (a, b) => (double)(a - b) * (a - b)).Average();
            var expected = (1 - Math.Exp(-gain * gain * distance / 12)) / (1 - Math.Exp(-gain * gain));
            Assert.Equal(1, measured / expected, 0.15);
        }
    }

    [Fact]
    public void The_gain_takes_the_map_from_linear_to_unrelated()
    {
        double[] similarity = [.. new[] { 1.0, 2.0, 4.0, 20.0 }.Select(gain =>
        {
            var data = HiddenManifold.Generate(new() { Count = 500, Inputs = 400, Map = ManifoldMap.TwoLayer, Gain = gain });
            return Cka.DebiasedLinear(data.Latents!, data.Inputs);
        })];
        Assert.Equal(similarity.OrderDescending(), similarity);
        Assert.InRange(similarity[0], 0.9, 1);
        Assert.InRange(similarity[^1], -0.1, 0.1);
    }

    [Theory]
    [MemberData(nameof(Maps))]
    public void Inputs_made_anew_from_their_own_latents_are_the_same_bits_whatever_the_threads(ManifoldMap map)
    {
        var options = new HiddenManifoldOptions { Count = 100, Map = map, Noise = 0.1 };
        var data = HiddenManifold.Generate(options);
        Assert.Equal(data.Inputs.AsSpan(), data.WithLatents(data.Latents!).Inputs.AsSpan());
        for (var i = 0; i < data.Count; i++) // row by row on this thread
            Assert.Equal(Map(data, data.Latents!.Row(i).ToArray()).Zip(data.InputNoise!.Row(i).ToArray(), (x, noise) => x + noise), data.Inputs.Row(i).ToArray());
        Assert.NotEqual(data.Inputs.AsSpan().ToArray(), HiddenManifold.Generate(options with { Seed = 3 }).Inputs.AsSpan().ToArray());
    }

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        HiddenManifoldOptions[] wrong =
        [
            new() { Count = 0 }, new() { Latents = 0 }, new() { Inputs = 0 }, new() { Probability = 1.1 }, new() { Noise = -1 },
            new() { Gain = 0 }, new() { Gain = double.NaN }, new() { Map = (ManifoldMap)9 }, new() { Count = 1 << 20, Inputs = 1 << 20 },
        ];
        Assert.All(wrong, options => Assert.ThrowsAny<ArgumentException>(() => HiddenManifold.Generate(options)));
    }

    private static float[] Map(DataSet data, float[] latents)
    {
        var inputs = new float[data.Inputs.Columns];
        data.LatentMap!(latents, inputs);
        return inputs;
    }

    // The inputs of each unit vector of latents.
    private static Matrix<float> Units(DataSet data, int latents) =>
        Matrix<float>.FromRows([.. Enumerable.Range(0, latents).Select(k => Map(data, [.. Enumerable.Range(0, latents).Select(i => i == k ? 1f : 0f)]))]);
}
