using DeepDive.Analysis;
using DeepDive.Data;
using DeepDive.Models;
using DeepDive.Numerics;
using DeepDive.Tests.Models;
using DeepDive.Training;

namespace DeepDive.Tests.Training;

public class AutoencoderTests
{
    [Theory]
    [InlineData(200, 0)]
    [InlineData(32, 0)]
    [InlineData(200, 0.3)]
    public void Reconstruction_losses_agree_with_the_plain_twin(int batchSize, double decoupling)
    {
        var data = new DataSet("toy", TestData.Normal<float>(200, 19, seed: 3), new int[200], 2);
        var network = Mlp.Create<float>([19, 33, 2, 33, 19], [Activation.ReLU, Activation.Identity, Activation.Tanh], new RandomStream(4));
        var optimiser = new Sgd(0.01, Momentum: 0.9);
        var expected = PlainTraining.Losses(network.Clone(), data, optimiser, epochs: 5, batchSize, (outputs, inputs, _, delta) => Measure(outputs, inputs, delta, decoupling));
        var options = new TrainingOptions { Loss = Loss.Reconstruction, SpectralDecoupling = decoupling, Epochs = 5, Optimiser = optimiser, BatchSize = batchSize, Shuffle = false, EarlyStopping = null };
        var history = Trainer.Fit(network, new DataSplit(data, data, data), options).History;
        for (var e = 0; e <= 5; e++) Assert.Equal(expected[e], history[e].Train.Loss, 1e-5 * expected[e]);
        Assert.True(history[5].Train.Loss < 0.99 * history[0].Train.Loss);
        Assert.Equal(0, history[5].Train.Error);
    }

    [Fact]
    public void A_linear_autoencoder_comes_to_the_principal_components_error_and_no_lower()
    {
        var data = Correlated(300);
        var training = new TrainingOptions { Optimiser = new Adam(0.01), Epochs = 1500, EarlyStopping = null, KeepBest = false };
        var model = Autoencoder.Train(new DataSplit(data, data, data), bottleneck: 2, new RandomStream(1), new() { Width = 12, Activation = Activation.Identity, Training = training });
        var principal = PrincipalComponentError(data.Inputs, 2);
        Assert.InRange(Error(model, data.Inputs), 0.9999 * principal, 1.01 * principal);
    }

    [Fact]
    public void A_bent_curve_is_reconstructed_through_one_latent_where_one_principal_component_fails()
    {
        var (data, places) = Bumps(900);
        var split = new DataSplit(data.Take([.. Enumerable.Range(0, 600)]), data.Take([.. Enumerable.Range(600, 150)]), data.Take([.. Enumerable.Range(750, 150)]));
        var training = new TrainingOptions { Optimiser = new Adam(3e-3), Epochs = 200, BatchSize = 50, EarlyStopping = null };
        var model = Autoencoder.Train(split, bottleneck: 1, new RandomStream(2), new() { Width = 48, Training = training });
        Assert.InRange(Error(model, split.Test.Inputs), 0, 0.25 * PrincipalComponentError(split.Train.Inputs, 1));
        Assert.Equal(2 * model.Training.Best.Test.Loss, Error(model, split.Test.Inputs), 1e-5);

        // The latent runs along the curve: it is the bump's place, up to direction and stretch.
        var codes = model.Encode(split.Test.Inputs);
        var rank = Correlation.Spearman([.. Enumerable.Range(0, 150).Select(i => (double)codes[i, 0])], [.. places.AsSpan(750, 150)]);
        Assert.InRange(Math.Abs(rank.Coefficient), 0.95, 1);
    }

    [Fact]
    public void The_encoder_is_the_first_half_and_the_same_stream_gives_the_same_bits()
    {
        var data = Correlated(60);
        var options = new AutoencoderOptions { Width = 9, Training = new() { Optimiser = new Adam(), Epochs = 3, BatchSize = 16, EarlyStopping = null } };
        var (one, two) = (Autoencoder.Train(new DataSplit(data, data, data), 3, new RandomStream(5), options), Autoencoder.Train(new DataSplit(data, data, data), 3, new RandomStream(5), options));
        Assert.Equal(one.Training.Network.Parameters, two.Training.Network.Parameters);
        Assert.Equal("Network [8→9→3], ReLU", one.Encoder.ToString());
        var bottleneck = one.Training.Network.Representations(data.Inputs)[1];
        for (var i = 0; i < data.Count; i++) Assert.Equal(bottleneck.Row(i).ToArray(), one.Encode(data.Inputs).Row(i).ToArray(), (a, b) => Math.Abs(a - b) < 1e-5f);
    }

    [Fact]
    public void Networks_and_options_that_cannot_reconstruct_are_refused()
    {
        var data = Correlated(20);
        var split = new DataSplit(data, data, data);
        var options = new TrainingOptions { Loss = Loss.Reconstruction };
        var narrow = Mlp.Create<float>(8, 1, 4, 2, Activation.ReLU, new RandomStream(1));
        Assert.Contains("create it with outputs: 8", Assert.Throws<ArgumentException>(() => Trainer.Fit(narrow, split, options)).Message, StringComparison.Ordinal);
        var fitting = Mlp.Create<float>(8, 1, 4, 8, Activation.ReLU, new RandomStream(1));
        Assert.Throws<ArgumentException>(() => Trainer.Fit(fitting, split, options with { StopAtTrainError = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Autoencoder.Train(split, 0, new RandomStream(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => fitting.FirstLayers(3));
        Assert.Throws<ArgumentException>(() => Mlp.Create<float>([8, 8], [], new RandomStream(1)));
        Assert.Throws<ArgumentException>(() => Mlp.Create<float>([8, 3, 8], [Activation.ReLU, Activation.ReLU], new RandomStream(1)));
    }

    private static double Measure(Matrix<float> outputs, Matrix<float> inputs, Matrix<float> delta, double decoupling)
    {
        var loss = 0.0;
        for (var i = 0; i < outputs.Rows; i++)
        {
            for (var j = 0; j < outputs.Columns; j++)
            {
                var difference = outputs[i, j] - inputs[i, j];
                loss += difference * difference / 2;
                delta[i, j] = (difference + (float)decoupling * outputs[i, j]) / outputs.Rows;
            }
        }

        return loss / outputs.Rows;
    }

    /// <summary>Mean over rows of ‖x̂ − x‖².</summary>
    private static double Error(Autoencoder model, Matrix<float> x)
    {
        var reconstruction = model.Reconstruct(x);
        return Enumerable.Range(0, x.Rows).Average(i => Enumerable.Range(0, x.Columns).Sum(j => Math.Pow(reconstruction[i, j] - x[i, j], 2)));
    }

    /// <summary>The same of the best linear map to so many dimensions and back, on the rows it is fitted to (Eckart and Young 1936).</summary>
    private static double PrincipalComponentError(Matrix<float> x, int dimensions) =>
        Spectrum.OfCovariance(x.To<double>()).Skip(dimensions).Sum() * (x.Rows - 1) / x.Rows;

    private static DataSet Correlated(int rows)
    {
        var (x, mixing) = (new Matrix<float>(rows, 8), TestData.Normal<float>(4, 8, seed: 6));
        MatMul.NN(TestData.Normal<float>(rows, 4, seed: 7), mixing, x);
        return new DataSet("correlated", x, new int[rows], 2);
    }

    /// <summary>A bump of fixed shape at a random place among 16 pixels: one latent, bent through all dimensions.</summary>
    private static (DataSet Data, double[] Places) Bumps(int rows)
    {
        var random = new RandomStream(8);
        double[] places = [.. Enumerable.Range(0, rows).Select(_ => random.NextUniform(2, 13))];
        var x = new Matrix<float>(rows, 16);
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < 16; j++) x[i, j] = (float)Math.Exp(-Math.Pow(j - places[i], 2) / 8);
        }

        return (new DataSet("bumps", x, new int[rows], 2), places);
    }
}
