using DeepDive.Analysis;
using DeepDive.Data;
using DeepDive.Models;
using DeepDive.Numerics;
using DeepDive.Training;

namespace DeepDive.Tests.Analysis;

public class TunnelTests
{
    private const int Width = 20;
    private const int Classes = 4;
    private static readonly int[] s_rows = [1200, 240, 240]; // multiples of 4, 6 and 30, so that shares of wrong rows are exact

    [Fact]
    public void A_known_extractor_and_a_known_tunnel_are_found_exactly()
    {
        var report = Tunnel.Analyze(HandMade(firstCode: 0), HandMade(firstCode: 8), networkAccuracy: 1);
        Assert.Equal([0.75, 5 / 6.0, 29 / 30.0, 1, 1, 1, 1], report.Curve(layer => layer.InDistribution.Accuracy));
        Assert.Equal((3, 4), (report.Start95!.Number, report.Start98!.Number));
        Assert.Equal("layer 4", report.Cut.Name);
        Assert.Equal([20, 20, 20, 20, 12, 8, 4], report.Layers.Select(layer => layer.InDistribution.Rank.Numerical));

        // The other data's code lies in features 8…11, which the second layer of the tunnel drops.
        var other = report.Curve(layer => layer.OutOfDistribution!.Accuracy);
        Assert.Equal([0.75, 5 / 6.0, 29 / 30.0, 1, 1], other[..5]);
        Assert.All(other[5..], accuracy => Assert.InRange(accuracy, 0.15, 0.36));
        Assert.Equal(100 * other[^1], report.Retained!.Value, 1e-12);
        Assert.Equal(TunnelStrength.Strong, report.Strength);
        Assert.Equal(1 - other[^1], report.CutGain!.Value, 1e-12);
        Assert.Contains("starts at layer 3 (95 %), at layer 4 (98 %). Validation rows suggest a cut at layer 4, worth +", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_on_a_network_holds_what_its_parts_measure_alone()
    {
        var split = Splits.Random(Disk.Generate(new DiskOptions { Count = 500, Seed = 4 }));
        var other = Splits.Random(YinYang.Generate(new YinYangOptions { Count = 400, Seed = 5 }));
        var network = Mlp.Create<float>(2, 3, 16, 2, Activation.ReLU, new RandomStream(1));
        Trainer.Fit(network, split, new() { Epochs = 60, Optimiser = new Adam(0.01), EarlyStopping = null });

        var report = Tunnel.Analyze(network, split, other);
        var wrong = network.Predict(split.Test.Inputs).Zip(split.Test.Labels).Count(pair => pair.First != pair.Second);
        Assert.Equal(1 - wrong / (double)split.Test.Count, report.NetworkAccuracy, 1e-12);
        Assert.Equal(3, report.Layers.Count);
        var options = new TunnelOptions();
        var (fit, choose, score) = (network.Representations(other.Train.Inputs), network.Representations(other.Validation.Inputs), network.Representations(other.Test.Inputs));
        for (var l = 0; l < 3; l++)
        {
            var reading = report.Layers[l].OutOfDistribution!;
            var probe = LinearProbe.FitBest(fit[l], other.Train.Labels, choose[l], other.Validation.Labels, 2, options.Strengths, options.Probe);
            Assert.Equal(probe.Accuracy(score[l], other.Test.Labels), reading.Accuracy);
            Assert.Equal(probe.Strength, reading.Probe.Strength);
            Assert.Equal(Rank.Soft(Spectrum.OfCovariance(score[l])), reading.Rank.Soft, 1e-12);
            Assert.Equal(ClassVariance.Of(score[l], other.Test.Labels, 2), reading.Variance);
        }

        var layers = network.Representations(split.Test.Inputs);
        Assert.Equal(Cka.DebiasedLinear(layers[0], layers[2]), report.Similarity[0, 2], 1e-12);
        Assert.Equal([null, L1Distance.Relative(layers[0], layers[1]), L1Distance.Relative(layers[1], layers[2])], report.Distances);
        var alone = Tunnel.Analyze(network, split);
        Assert.Equal(report.Cut.Number, alone.Cut.Number);
        Assert.Null(alone.Retained);
        Assert.Null(alone.CutGain);
        Assert.DoesNotContain("distribution", alone.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_input_can_be_looked_at_as_layer_0()
    {
        var (split, network) = (Splits.Random(Disk.Generate(new DiskOptions { Count = 500, Seed = 4 })), Mlp.Create<float>(2, 3, 16, 2, Activation.ReLU, new RandomStream(1)));
        Trainer.Fit(network, split, new() { Epochs = 60, Optimiser = new Adam(0.01), EarlyStopping = null });
        var (report, without, alone) = (Tunnel.Analyze(network, split, split, new TunnelOptions { IncludeInput = true }), Tunnel.Analyze(network, split, split), Tunnel.Analyze([split]));
        Assert.Equal([0, 1, 2, 3], report.Numbers);
        Assert.Equal("input", report.Layers[0].Name);
        Assert.Equal([null, null, .. without.Distances.Skip(1)], report.Distances); // two features, sixteen units
        Assert.Equal(alone.NetworkAccuracy, report.Layers[0].InDistribution.Accuracy);
        Assert.Equal(without.NetworkAccuracy, report.NetworkAccuracy);
        Assert.Equal(without.Curve(layer => layer.OutOfDistribution!.Accuracy), report.Curve(layer => layer.OutOfDistribution!.Accuracy)[1..]);
    }

    [Fact]
    public void Lengths_gains_and_costs_follow_from_the_layers()
    {
        var report = Tunnel.Analyze(HandMade(firstCode: 0), HandMade(firstCode: 8), networkAccuracy: 1);
        Assert.Equal((3, 4), (report.ExtractorLength(0.95), report.TunnelLength(0.95)));
        Assert.Equal((4, 3), (report.ExtractorLength(1), report.TunnelLength(1)));
        Assert.Equal(0, report.CutCost);
        Assert.Equal(report.CutGain, report.BestGain);
        var weak = Tunnel.Analyze([.. HandMade(firstCode: 0).Take(2)], networkAccuracy: 1);
        Assert.Equal((3, 0), (weak.ExtractorLength(0.98), weak.TunnelLength(0.98)));
        Assert.Null(weak.BestGain);
    }

    [Fact]
    public void Development_is_the_analysis_of_each_checkpoint()
    {
        var (split, network) = (Splits.Random(Disk.Generate(new DiskOptions { Count = 300, Seed = 4 })), Mlp.Create<float>(2, 2, 16, 2, Activation.ReLU, new RandomStream(1)));
        var (checkpoints, before) = (new StepCheckpoints(network, [0, 2, 12]), network.Clone());
        Trainer.Fit(network, split, new() { Epochs = 3, BatchSize = 50, Optimiser = new Adam(0.01), EarlyStopping = null, KeepBest = false }, checkpoints);
        var development = TunnelDevelopment.Of(checkpoints.Taken, split);
        Assert.Equal([0, 2, 12], development.Steps);
        var map = development.Map(layer => layer.InDistribution.Rank.Soft);
        Assert.Equal((2, 3), (map.GetLength(0), map.GetLength(1)));
        var (first, last) = (Tunnel.Analyze(before, split), Tunnel.Analyze(network, split));
        for (var l = 0; l < 2; l++)
        {
            Assert.Equal(first.Layers[l].InDistribution.Rank.Soft, map[l, 0]);
            Assert.Equal(last.Layers[l].InDistribution.Rank.Soft, map[l, 2]);
        }

        Assert.Throws<ArgumentException>(() => TunnelDevelopment.Of([], split));
    }

    [Fact]
    public void The_number_of_workers_does_not_change_a_bit()
    {
        var (layers, before) = (HandMade(firstCode: 0), Workers.Count);
        double[] Measure(int workers)
        {
            Workers.Count = workers;
            var report = Tunnel.Analyze(layers);
            return [.. report.Layers.SelectMany(layer => new[] { layer.InDistribution.Probe.Loss, layer.InDistribution.Rank.Soft, layer.InDistribution.Variance.Within }), .. report.Similarity.Cast<double>(), .. report.Distances.Skip(1).Select(distance => distance ?? -1)];
        }

        try
        {
            Assert.Equal(Measure(1), Measure(3));
        }
        finally
        {
            Workers.Count = before;
        }
    }

    [Fact]
    public void Representations_without_a_network_are_measured_by_their_last_layer()
    {
        var report = Tunnel.Analyze([.. HandMade(firstCode: 0).Take(2)]);
        Assert.Equal(5 / 6.0, report.NetworkAccuracy);
        Assert.Equal(2, report.Start95!.Number);
    }

    [Theory]
    [InlineData(0.95, 3)]
    [InlineData(0.98, 4)]
    [InlineData(1, null)]
    public void The_start_is_the_first_layer_that_reaches_the_share(double share, int? start) =>
        Assert.Equal(start, Tunnel.StartOf([0.2, 0.5, 0.7, 0.76, 0.784, 0.7], 0.8, share));

    [Fact]
    public void Worked_examples_of_retention_and_of_the_cut()
    {
        Assert.Equal(90, Tunnel.Retained([0.6, 0.8, 0.72]), 1e-12);
        Assert.Equal(100, Tunnel.Retained([0.6, 0.8]));
        Assert.Equal(100, Tunnel.Retained([0, 0]));
        (double Percent, TunnelStrength Strength)[] bins =
            [(100, TunnelStrength.Negligible), (95, TunnelStrength.Negligible), (94.99, TunnelStrength.Weak), (90, TunnelStrength.Weak), (89.99, TunnelStrength.Medium), (80, TunnelStrength.Medium), (79.99, TunnelStrength.Strong)];
        Assert.All(bins, bin => Assert.Equal(bin.Strength, Tunnel.StrengthOf(bin.Percent)));

        // √(0.9 · 0.1 / 100) = 0.03: from 0.87 on a layer is as good as the best.
        Assert.Equal(2, Tunnel.SuggestCut([0.5, 0.86, 0.88, 0.9, 0.89], 100));
        Assert.Equal(3, Tunnel.SuggestCut([0.5, 0.86, 0.88, 0.9, 0.89], 10_000));
    }

    [Fact]
    public void Rows_that_do_not_make_sense_are_refused()
    {
        var layers = HandMade(firstCode: 0);
        Refused("must be a layer", []);
        Refused("labels of layer 2 differ from those of layer 1", [layers[0], layers[1] with { Train = Relabelled(layers[1].Train, 4, label => (label + 1) % 4) }]);
        Refused("must be of ≥ 2 classes, but all 1200 are of class 3", [layers[0] with { Train = Relabelled(layers[0].Train, 4, _ => 3) }]);
        Refused("at least as many rows as classes, but the training rows of layer 1 are 3 of 4 classes", [layers[0] with { Train = layers[0].Train.Take([0, 1, 2]) }]);
        Refused("must have the same classes, but have 4, 4 and 5", [layers[0] with { Test = Relabelled(layers[0].Test, 5, label => label) }]);
        var broken = HandMade(firstCode: 0)[0];
        broken.Test.Inputs[7, 3] = float.NaN;
        Refused("the test rows of layer 1 must be finite, but row 7 is not", [broken]);
        Assert.Throws<ArgumentException>(() => Tunnel.Analyze(layers, [layers[0]]));
        Assert.Throws<ArgumentException>(() => Tunnel.Analyze(layers, networkAccuracy: 97));

        var split = new DataSplit(layers[0].Train, layers[0].Validation, layers[0].Test);
        Assert.Throws<ArgumentException>(() => Tunnel.Analyze(Mlp.Create<float>(Width, 2, 8, 3, Activation.ReLU, new RandomStream(1)), split));
        Assert.Throws<ArgumentException>(() => Tunnel.Analyze(Mlp.Create<float>(Width - 1, 2, 8, Classes, Activation.ReLU, new RandomStream(1)), split));
        Assert.Throws<ArgumentOutOfRangeException>(() => Tunnel.StartOf([0.5], 0.5, share: 95));
        Assert.Throws<ArgumentException>(() => Tunnel.Retained([]));
        Assert.Throws<ArgumentException>(() => Tunnel.SuggestCut([50], 10));
    }

    private static void Refused(string says, IReadOnlyList<DataSplit> layers) =>
        Assert.Contains(says, Assert.Throws<ArgumentException>(() => Tunnel.Analyze(layers)).Message, StringComparison.Ordinal);

    private static DataSet Relabelled(DataSet data, int classes, Func<int, int> label) => new(data.Name, data.Inputs, [.. data.Labels.Select(label)], classes);

    /// <summary>
    /// Seven layers: an extractor of four, each with the code of another class in fewer rows, and a tunnel of random maps of
    /// the fourth, each of a lower rank: what the first 12, 8, 4 features hold, mixed at random.
    /// </summary>
    private static IReadOnlyList<DataSplit> HandMade(int firstCode)
    {
        DataSet[][] parts = [.. s_rows.Select((rows, part) => Layers(rows, (ulong)(10 * firstCode + part), firstCode))];
        return [.. Enumerable.Range(0, 7).Select(l => new DataSplit(parts[0][l], parts[1][l], parts[2][l]))];
    }

    private static DataSet[] Layers(int rows, ulong seed, int firstCode)
    {
        var random = new RandomStream(seed + 1);
        int[] labels = [.. Enumerable.Range(0, rows).Select(_ => random.NextIndex(Classes))];
        Matrix<double> Code(int? everyWrong = null)
        {
            var x = RandomMatrices.Normal(random, rows, Width);
            for (var i = 0; i < rows; i++)
            {
                var shift = everyWrong is { } every && i % every == 0 ? 1 + i / every % (Classes - 1) : 0;
                x[i, firstCode + (labels[i] + shift) % Classes] += 12;
            }

            return x;
        }

        var extracted = Code();
        Matrix<double>[] layers = [Code(4), Code(6), Code(30), extracted, .. new[] { 12, 8, 4 }.Select(rank => Mixed(extracted, rank))];
        return [.. layers.Select((layer, l) => new DataSet($"layer {l + 1}", layer.To<float>(), labels, Classes))];
    }

    private static Matrix<double> Mixed(Matrix<double> x, int rank) =>
        RandomMatrices.Product(x.ColumnRange(0, rank), RandomMatrices.Orthogonal(new RandomStream((ulong)rank), Width).RowRange(0, rank));
}
