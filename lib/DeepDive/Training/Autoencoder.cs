using DeepDive.Data;
using DeepDive.Models;
using DeepDive.Numerics;

namespace DeepDive.Training;

/// <summary>
/// A network d → h → b → h → d that learns to give its inputs back through a bottleneck of b linear units, whose values are latents
/// for data that come with none (Hinton and Salakhutdinov 2006). Legend: n rows, d inputs, h hidden units, b latents.
/// </summary>
/// <remarks>With linear hidden layers its best is that of b principal components (Baldi and Hornik 1989). Latents have no order, scale or sign of their own.</remarks>
public sealed class Autoencoder
{
    private const int EncoderLayers = 2;

    private Autoencoder(TrainingResult<Network<float>> training) => (Training, Encoder) = (training, training.Network.FirstLayers(EncoderLayers));

    /// <summary>The whole network and its history; a score's loss is the mean of ½ ‖x̂ − x‖².</summary>
    public TrainingResult<Network<float>> Training { get; }

    /// <summary>The network from inputs to latents.</summary>
    public Network<float> Encoder { get; }

    /// <summary>Trains one; labels are not looked at.</summary>
    /// <remarks>Same data, options and stream → the same bits, whatever the number of workers.</remarks>
    /// <param name="data">Rows to fit on, to choose on and to score on, [n, d] each.</param>
    /// <param name="bottleneck">b ≥ 1.</param>
    /// <param name="random">Where first weights and batches come from; not advanced.</param>
    /// <param name="options">Shape and training; the defaults, for images of some hundred pixels, if null.</param>
    /// <param name="cancellation">Stops training before the next step.</param>
    /// <exception cref="ArgumentException">An option is out of range, or the parts of the data do not fit each other.</exception>
    /// <exception cref="OperationCanceledException">Training was cancelled.</exception>
    public static Autoencoder Train(DataSplit data, int bottleneck, RandomStream random, AutoencoderOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(random);
        options ??= new();
        var inputs = data.Train.Inputs.Columns;
        var network = Mlp.Create<float>(
            [inputs, options.Width, bottleneck, options.Width, inputs],
            [options.Activation, Activation.Identity, options.Activation],
            random.Split("weights"));
        var training = options.Training with { Loss = Loss.Reconstruction, Seed = random.Split("batches").NextBits() };
        return new(Trainer.Fit(network, data, training, cancellation: cancellation));
    }

    /// <summary>The latents of rows, [n, b].</summary>
    /// <param name="inputs">[n, d].</param>
    /// <exception cref="ArgumentException">The rows do not have d columns.</exception>
    public Matrix<float> Encode(Matrix<float> inputs) => Encoder.Forward(inputs);

    /// <summary>What is left of rows after the bottleneck, x̂, [n, d].</summary>
    /// <param name="inputs">[n, d].</param>
    /// <exception cref="ArgumentException">The rows do not have d columns.</exception>
    public Matrix<float> Reconstruct(Matrix<float> inputs) => Training.Network.Forward(inputs);
}
