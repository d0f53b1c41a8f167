using DeepDive.Analysis;
using DeepDive.Data;
using DeepDive.Numerics;

namespace DeepDive.Tests.Analysis;

public class LatentProbesTests
{
    private static readonly LatentProbesOptions s_options = new() { Strengths = [1e-3, 1e-1] };

    [Fact]
    public void Each_latent_is_read_off_the_layer_that_has_it()
    {
        var probes = LatentProbes.Fit(Layers, Split(seed: 1), s_options);
        Assert.Equal(["size", "turn", "shape"], probes.Latents);
        var (size, turn, shape) = (probes.Curve("size"), probes.Curve("turn"), probes.Curve("shape"));

        // Layer 0 has all of it, layer 1 the size alone, layer 2 nothing but noise.
        Assert.InRange(size[0], 0.99, 1);
        Assert.InRange(turn[0], 0.99, 1);
        Assert.InRange(shape[0], 0.97, 1);
        Assert.InRange(size[1], 0.99, 1);
        Assert.InRange(turn[1], -0.1, 0.02);
        Assert.InRange(shape[1], probes.Baselines[2] - 0.1, probes.Baselines[2] + 0.1);
        Assert.InRange(size[2], -0.1, 0.02);
        Assert.Equal([0, 0], probes.Baselines.Take(2));
    }

    [Fact]
    public void Scores_are_those_of_probes_fitted_one_by_one()
    {
        var split = Split(seed: 2);
        var probes = LatentProbes.Fit(Layers, split, s_options);
        var coding = LatentCoding.Of(split.Train);
        var (train, validation, test) = (Layers(split.Train.Inputs), Layers(split.Validation.Inputs), Layers(split.Test.Inputs));
        for (var l = 0; l < train.Count; l++)
        {
            var size = RidgeProbe.FitBest(train[l], coding.Columns(split.Train, 0), validation[l], coding.Columns(split.Validation, 0), s_options.Strengths);
            Assert.Equal(size.Score(test[l], coding.Columns(split.Test, 0))[0], probes.Scores[l, 0], 1e-12);
            var turn = RidgeProbe.FitBest(train[l], coding.Columns(split.Train, 1), validation[l], coding.Columns(split.Validation, 1), s_options.Strengths);
            Assert.Equal(RSquared.Pooled(coding.Columns(split.Test, 1).To<double>(), turn.Predict(test[l])), probes.Scores[l, 1], 1e-12);
            var shape = LinearProbe.FitBest(train[l], coding.Classes(split.Train, 2), validation[l], coding.Classes(split.Validation, 2), 3, s_options.Strengths);
            Assert.Equal(shape.Accuracy(test[l], coding.Classes(split.Test, 2)), probes.Scores[l, 2]);
        }
    }

    [Fact]
    public void Test_rows_are_never_seen_while_fitting()
    {
        // Test rows whose inputs give their latents away, in a column that is constant in all other rows.
        var split = Split(seed: 3);
        var leaky = split with { Test = Leak(split.Test) };
        var (honest, tempted) = (LatentProbes.Fit(Wide, split, s_options), LatentProbes.Fit(Wide, leaky, s_options));
        var probe = Wide(split.Validation.Inputs)[0];
        Assert.Equal(honest.Layers[0].Regression!.Predict(probe).AsSpan(), tempted.Layers[0].Regression!.Predict(probe).AsSpan());
        Assert.Equal(honest.Layers[0].Classifiers.Single().Logits(probe).AsSpan(), tempted.Layers[0].Classifiers.Single().Logits(probe).AsSpan());

        // Test latents that have nothing to do with the inputs are not read off, however they got there.
        for (var l = 0; l < 3; l++)
        {
            Assert.InRange(tempted.Scores[l, 0], -3, 0.02);
            Assert.InRange(tempted.Scores[l, 1], -3, 0.02);
            Assert.InRange(tempted.Scores[l, 2], 0, tempted.Baselines[2] + 0.1);
        }

        static IReadOnlyList<Matrix<float>> Wide(Matrix<float> inputs) => [inputs, inputs.ColumnRange(0, 6), inputs.ColumnRange(4, 4)];
    }

    [Fact]
    public void The_number_of_workers_does_not_change_a_bit()
    {
        var before = Workers.Count;
        try
        {
            Workers.Count = 1;
            var one = LatentProbes.Fit(Layers, Split(seed: 4), s_options);
            Workers.Count = 3;
            Assert.Equal(one.Scores, LatentProbes.Fit(Layers, Split(seed: 4), s_options).Scores);
        }
        finally
        {
            Workers.Count = before;
        }
    }

    [Fact]
    public void A_coding_has_a_column_a_value_cosine_and_sine_of_an_angle_and_a_quantity_as_it_is()
    {
        var data = new DataSet("coded", new Matrix<float>(4, 1), [0, 0, 0, 0], 1)
        {
            Latents = Matrix<float>.FromRows([7, 0, 2.5f], [1, MathF.PI / 2, -1], [7, MathF.PI, 0], [-3, 2 * MathF.PI, 4]),
            LatentNames = ["kind", "turn", "size"],
            LatentKinds = [LatentKind.Discrete, LatentKind.Angle, LatentKind.Continuous],
        };
        var coding = LatentCoding.Of(data);
        var columns = coding.Columns(data);
        Assert.Equal(3, coding.ClassCount(0));
        Assert.Equal([2, 1, 2, 0], coding.Classes(data, 0));
        Assert.Equal([0, 0, 1, 0, 1, 0, 0, 0, 1, 1, 0, 0], columns[0].AsSpan().ToArray());
        Assert.Equal([1, 0, 0, 1, -1, 0, 1, 0], columns[1].AsSpan().ToArray(), (a, b) => Math.Abs(a - b) < 1e-6f);
        Assert.Equal([2.5f, -1, 0, 4], columns[2].AsSpan().ToArray());
        Assert.Equal(coding.Kinds, LatentCoding.Of(data.Take([0, 1])).Kinds);
    }

    [Fact]
    public void Coded_one_hot_similarity_does_not_depend_on_how_values_are_numbered()
    {
        // Three shapes in a layer of their own columns: alike, whatever numbers stand for the shapes.
        var random = new RandomStream(5);
        int[] shapes = [.. Enumerable.Range(0, 300).Select(_ => random.NextIndex(3))];
        var layer = LatentCoding.OneHot(shapes, 3);
        double Similarity(float[] numbers)
        {
            var data = new DataSet("shapes", layer, shapes, 3)
            {
                Latents = Matrix<float>.FromRows([.. shapes.Select(shape => new[] { numbers[shape] })]),
                LatentKinds = [LatentKind.Discrete],
            };
            return Cka.Matrix([layer], LatentCoding.Of(data).Columns(data), CkaKind.DebiasedLinear)[0, 0];
        }

        Assert.Equal(1, Similarity([0, 1, 2]), 1e-6);
        Assert.Equal(1, Similarity([5, -1, 2]), 1e-6);
    }

    [Fact]
    public void Latents_that_cannot_be_coded_are_refused()
    {
        var split = Split(seed: 6);
        var unknown = new DataSet("unknown", split.Test.Inputs, split.Test.Labels, 2);
        Assert.Throws<ArgumentException>(() => LatentProbes.Fit(Layers, split with { Train = unknown }));
        Assert.Throws<ArgumentException>(() => LatentProbes.Fit(Layers, split with { Test = unknown }));
        Assert.Throws<ArgumentException>(() => LatentProbes.Fit(inputs => inputs == split.Test.Inputs ? [] : [inputs], split));
        var coding = LatentCoding.Of(split.Train.Take([0, 1, 2]));
        Assert.Throws<ArgumentException>(() => coding.ClassCount(0));
        Assert.Throws<ArgumentException>(() => LatentCoding.OneHot([0, 3], 3));
        split.Test.Latents![4, 2] = 99;
        var message = Assert.Throws<ArgumentException>(() => LatentProbes.Fit(Layers, split, s_options)).Message;
        Assert.Contains("'shape' is 99", message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => LatentProbes.Fit(Layers, Split(seed: 6), s_options).Curve("colour"));
    }

    private static IReadOnlyList<Matrix<float>> Layers(Matrix<float> inputs) => [inputs, inputs.ColumnRange(0, 1), inputs.ColumnRange(6, 2)];

    private static DataSplit Split(ulong seed) => Splits.Random(Draw(900, seed), train: 0.4, validation: 0.2, seed);

    /// <summary>Inputs that hold the size, the angle's cosine and sine, the shape one-hot, and two columns of noise.</summary>
    private static DataSet Draw(int rows, ulong seed)
    {
        var random = new RandomStream(seed);
        var (inputs, latents) = (new Matrix<float>(rows, 8), new Matrix<float>(rows, 3));
        for (var i = 0; i < rows; i++)
        {
            var (size, turn, shape) = ((float)random.NextUniform(2, 9), (float)random.NextUniform(0, 2 * Math.PI), random.NextIndex(3));
            float[] row = [size, MathF.Cos(turn), MathF.Sin(turn), 0, 0, 0, (float)random.NextNormal(), (float)random.NextNormal()];
            row[3 + shape] = 1;
            row.CopyTo(inputs.Row(i));
            new[] { size, turn, shape }.CopyTo(latents.Row(i));
        }

        return new DataSet("toy", inputs, new int[rows], 2)
        {
            Latents = latents,
            LatentNames = ["size", "turn", "shape"],
            LatentKinds = [LatentKind.Continuous, LatentKind.Angle, LatentKind.Discrete],
        };
    }

    /// <summary>Latents drawn anew, and written into the noise columns of the inputs: whoever fits on these rows finds them there.</summary>
    private static DataSet Leak(DataSet data)
    {
        var (other, inputs) = (Draw(data.Count, seed: 99), data.Inputs.Clone());
        for (var i = 0; i < data.Count; i++) (inputs[i, 6], inputs[i, 7]) = (other.Latents![i, 0], other.Latents[i, 2]);
        return new DataSet(data.Name, inputs, data.Labels, 2) { Latents = other.Latents, LatentNames = data.LatentNames, LatentKinds = data.LatentKinds };
    }
}
