using System.Text.Json;
using DeepDive.Data;
using DeepDive.Models;
using DeepDive.Numerics;
using DeepDive.Training;

namespace DeepDive.Tests.Training;

/// <summary>Ten epochs against PyTorch's (Golden/training.py).</summary>
public class TrainerGoldenTests
{
    private static readonly TrainingOptions s_tenEpochs = new() { Epochs = 10, EarlyStopping = null, KeepBest = false, Shuffle = false };

    [Fact]
    public void Full_batch_SGD_with_momentum_and_weight_decay_agrees_with_PyTorch() =>
        AgreesWithPyTorch("sgd", Activation.ReLU, _ => s_tenEpochs with { Optimiser = new Sgd(0.1, Momentum: 0.9, WeightDecay: 0.01) });

    [Fact]
    public void Mini_batch_Adam_with_weight_decay_and_a_smaller_last_batch_agrees_with_PyTorch() =>
        AgreesWithPyTorch("adam", Activation.Tanh, batch => s_tenEpochs with { Optimiser = new Adam(0.01, WeightDecay: 0.001), BatchSize = batch });

    [Fact]
    public void Steps_of_a_falling_rate_agree_with_PyTorch() =>
        AgreesWithPyTorch("decay", Activation.ReLU, batch => s_tenEpochs with { Optimiser = new Sgd(0.1, Momentum: 0.9), BatchSize = batch, Decay = new StepDecay(First: 4, Every: 3) });

    private static void AgreesWithPyTorch(string name, Activation activation, Func<int, TrainingOptions> options)
    {
        using var file = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", "training.json")));
        var golden = file.RootElement;
        var inputs = Matrix<float>.FromRows([.. golden.GetProperty("inputs").EnumerateArray().Select(Floats)]);
        int[] labels = [.. golden.GetProperty("labels").EnumerateArray().Select(label => label.GetInt32())];
        var data = new DataSet("golden", inputs, labels, golden.GetProperty("classes").GetInt32());
        var network = Mlp.Create<float>(inputs.Columns, depth: 2, golden.GetProperty("width").GetInt32(), data.ClassCount, activation, new RandomStream(0));
        Floats(golden.GetProperty("start")).CopyTo(network.Parameters);

        var result = Trainer.Fit(network, new DataSplit(data, data, data), options(golden.GetProperty("batch").GetInt32()));

        var expected = golden.GetProperty(name);
        var losses = Floats(expected.GetProperty("losses"));
        var weights = Floats(expected.GetProperty("weights"));
        Assert.Equal(10, losses.Length);
        for (var e = 0; e < losses.Length; e++) Assert.Equal(losses[e], result.History[e + 1].Train.Loss, 1e-5);
        for (var i = 0; i < weights.Length; i++) Assert.Equal(weights[i], network.Parameters[i], 1e-5f);
    }

    private static float[] Floats(JsonElement array) => [.. array.EnumerateArray().Select(element => element.GetSingle())];
}
