using DeepDive.Data;
using DeepDive.Models;
using DeepDive.Numerics;
using DeepDive.Tests.Models;
using DeepDive.Training;

namespace DeepDive.Tests.Training;

/// <summary>Five epochs of the trainer against its plain twin.</summary>
public class PlainTwinTests
{
    private const int Epochs = 5;

    public static TheoryData<Activation, bool, int> Cases
    {
        get
        {
            var cases = new TheoryData<Activation, bool, int>();
            foreach (var activation in Enum.GetValues<Activation>())
            {
                foreach (var isAdam in new[] { false, true })
                {
                    foreach (var batchSize in new[] { 200, 130, 32 }) cases.Add(activation, isAdam, batchSize);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Losses_agree_for_every_activation_optimiser_and_way_of_batching(Activation activation, bool isAdam, int batchSize) =>
        Agree(2, 3, 33, 2, 200, activation, isAdam ? new Adam(1e-3, WeightDecay: 0.01) : new Sgd(0.002, Momentum: 0.9, WeightDecay: 0.01), batchSize);

    [Theory]
    [InlineData(1, 1, 1, 2, 1)]
    [InlineData(2, 1, 120, 2, 1200)]
    [InlineData(2, 5, 120, 2, 400)]
    [InlineData(3, 2, 2, 3, 11)]
    [InlineData(16, 2, 121, 10, 97)]
    [InlineData(784, 1, 50, 10, 13)]
    public void Losses_agree_at_sizes_that_straddle_tiles(int inputs, int depth, int width, int classes, int rows) =>
        Agree(inputs, depth, width, classes, rows, Activation.ReLU, new Sgd(0.02, Momentum: 0.9), rows);

    [Theory]
    [InlineData(1, 2, 9, 9)]
    [InlineData(16, 3, 400, 130)]
    [InlineData(784, 10, 97, 32)]
    public void Losses_agree_without_a_hidden_layer(int inputs, int classes, int rows, int batchSize) =>
        Agree(Mlp.Create<float>(inputs, 1, classes, classes, Activation.Identity, new RandomStream(4)).FirstLayers(1), rows, new Adam(1e-3), batchSize);

    private static void Agree(int inputs, int depth, int width, int classes, int rows, Activation activation, Optimiser optimiser, int batchSize) =>
        Agree(Mlp.Create<float>(inputs, depth, width, classes, activation, new RandomStream(4)), rows, optimiser, batchSize);

    private static void Agree(Network<float> network, int rows, Optimiser optimiser, int batchSize)
    {
        var (inputs, classes) = (network.InputCount, network.OutputCount);
        var labels = Enumerable.Range(0, rows).Select(i => i * 5 % classes).ToArray();
        var data = new DataSet("toy", TestData.Normal<float>(rows, inputs, seed: 3), labels, classes);
        var expected = PlainTraining.Losses(network.Clone(), data, optimiser, Epochs, batchSize);
        var options = new TrainingOptions { Epochs = Epochs, Optimiser = optimiser, BatchSize = batchSize, Shuffle = false, EarlyStopping = null };
        var actual = Trainer.Fit(network, new DataSplit(data, data, data), options).History;
        for (var e = 0; e <= Epochs; e++) Assert.Equal(expected[e], actual[e].Train.Loss, 1e-5 * expected[e]);
    }
}
