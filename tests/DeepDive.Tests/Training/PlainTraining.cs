using DeepDive.Data;
using DeepDive.Models;
using DeepDive.Numerics;
using DeepDive.Training;

namespace DeepDive.Tests.Training;

/// <summary>The plain twin of <see cref="Trainer"/>: whole matrices through the generic products, one step after the other.</summary>
internal static class PlainTraining
{
    /// <summary>The mean loss of outputs; its derivative by them is written.</summary>
    public delegate double Measure(Matrix<float> outputs, Matrix<float> inputs, ReadOnlySpan<int> labels, Matrix<float> delta);

    /// <summary>The training loss before training and after each epoch, on batches in the rows' own order.</summary>
    public static double[] Losses(Network<float> network, DataSet data, Optimiser optimiser, int epochs, int batchSize) =>
        Losses(network, data, optimiser, epochs, batchSize, (logits, _, labels, delta) => CrossEntropy.Measure(logits, labels, delta).Loss);

    /// <summary>The same with another loss.</summary>
    public static double[] Losses(Network<float> network, DataSet data, Optimiser optimiser, int epochs, int batchSize, Measure measure)
    {
        var state = optimiser.Start<float>(network.Parameters.Length);
        var losses = new double[epochs + 1];
        for (var epoch = 0; epoch <= epochs; epoch++)
        {
            for (var start = 0; start < data.Count && epoch > 0; start += batchSize)
                Step(network, state, data.Inputs.RowRange(start, Math.Min(batchSize, data.Count - start)), data.Labels.AsSpan(start, Math.Min(batchSize, data.Count - start)), measure);
            var pass = new ForwardPass<float>(network, data.Count);
            network.Forward(data.Inputs, pass);
            losses[epoch] = measure(pass.Logits, data.Inputs, data.Labels, new Matrix<float>(data.Count, network.OutputCount));
        }

        return losses;
    }

    private static void Step(Network<float> network, OptimiserState<float> state, Matrix<float> inputs, ReadOnlySpan<int> labels, Measure measure)
    {
        var pass = new ForwardPass<float>(network, inputs.Rows);
        var (delta, gradient) = (new Matrix<float>(inputs.Rows, network.OutputCount), network.CreateGradient());
        network.Forward(inputs, pass);
        measure(pass.Logits, inputs, labels, delta);
        network.Backward(pass, delta, gradient);
        state.Step(network.Parameters, gradient.Values);
    }
}
