using DeepDive.Data;
using DeepDive.Models;

namespace DeepDive.Training;

/// <summary>Trains networks, with softmax cross-entropy, squared loss, or to reconstruct their inputs.</summary>
public static class Trainer
{
    /// <summary>Trains a network in place and scores it on all three parts of the data after every epoch.</summary>
    /// <remarks>
    /// Same network, data and options → the same bits, whatever the number of workers, alone or in a <see cref="Sweep"/>.
    /// However training ends (the last epoch, an early stop, divergence, cancellation or another exception), the network has
    /// the weights of the lowest validation loss so far if <see cref="TrainingOptions.KeepBest"/> is set, else the last ones.
    /// </remarks>
    /// <param name="network">One input a feature and one output a class, or an input for <see cref="Loss.Reconstruction"/>.</param>
    /// <param name="split">Rows to fit on, to choose on and to score on.</param>
    /// <param name="options">How to train; the defaults if null.</param>
    /// <param name="progress">Told of every epoch, 0 included, on the calling thread, while the network has that epoch's parameters; <see cref="StepCheckpoints"/> of every step, too.</param>
    /// <param name="cancellation">Stops training before the next step.</param>
    /// <returns>The network, its history and why training ended.</returns>
    /// <exception cref="ArgumentException">An option is out of range, or network, data and options do not fit each other.</exception>
    /// <exception cref="OperationCanceledException">Training was cancelled; the network has the weights described above.</exception>
    public static TrainingResult<Network<float>> Fit(
        Network<float> network,
        DataSplit split,
        TrainingOptions? options = null,
        IProgress<EpochReport>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        options ??= new TrainingOptions();
        ThrowIfUnfit((network.InputCount, network.OutputCount), split, options);
        return new TrainingRun(new Trainee.Ordinary(network, ObjectiveOf(options)), split, options).Run(network, progress, cancellation);
    }

    /// <summary>Trains a partly linearised network in place, as <see cref="Fit(Network{float}, DataSplit, TrainingOptions?, IProgress{EpochReport}?, CancellationToken)"/> trains an ordinary one.</summary>
    /// <param name="network">One input a feature and one output a class, or an input for <see cref="Loss.Reconstruction"/>; its θ moves, its θ₀ stays.</param>
    /// <param name="split">Rows to fit on, to choose on and to score on.</param>
    /// <param name="options">How to train; the defaults if null. Weight decay is of θ, not of θ − θ₀.</param>
    /// <param name="progress">Told of every epoch, 0 included, on the calling thread, while the network has that epoch's parameters.</param>
    /// <param name="cancellation">Stops training before the next step.</param>
    /// <returns>The network, its history and why training ended.</returns>
    /// <exception cref="ArgumentException">An option is out of range, or network, data and options do not fit each other.</exception>
    /// <exception cref="OperationCanceledException">Training was cancelled.</exception>
    public static TrainingResult<PipedNetwork<float>> Fit(
        PipedNetwork<float> network,
        DataSplit split,
        TrainingOptions? options = null,
        IProgress<EpochReport>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        options ??= new TrainingOptions();
        ThrowIfUnfit((network.InputCount, network.OutputCount), split, options);
        network.UpdateShift();
        return new TrainingRun(new Trainee.Piped(network, ObjectiveOf(options)), split, options).Run(network, progress, cancellation);
    }

    private static Objective ObjectiveOf(TrainingOptions options) => new(options.Loss, options.SpectralDecoupling);

    private static void ThrowIfUnfit((int Inputs, int Outputs) network, DataSplit split, TrainingOptions options)
    {
        ArgumentNullException.ThrowIfNull(split);
        options.ThrowIfInvalid();
        ThrowIfMismatched(network, split.Train, options, "training");
        ThrowIfMismatched(network, split.Validation, options, "validation");
        ThrowIfMismatched(network, split.Test, options, "test");
        if (split.Train.Count == 0) throw new ArgumentException("there must be training rows, but there are none; give Train a larger share of the split", nameof(split));
        if (split.Validation.Count == 0 && (options.KeepBest || options.EarlyStopping is not null))
            throw new ArgumentException("KeepBest and EarlyStopping need validation rows, but there are none; split some off, or set KeepBest to false and EarlyStopping to null", nameof(split));
    }

    private static void ThrowIfMismatched((int Inputs, int Outputs) network, DataSet data, TrainingOptions options, string part)
    {
        if (data.Inputs.Columns != network.Inputs)
            throw new ArgumentException($"the network must have one input a feature, but has {network.Inputs} and the {part} data have {data.Inputs.Columns} features; create it with inputs: {data.Inputs.Columns}", nameof(network));
        if (options.Loss == Loss.Reconstruction && network.Outputs != network.Inputs)
            throw new ArgumentException($"the network must have one output an input to reconstruct them, but has {network.Outputs} outputs and {network.Inputs} inputs; create it with outputs: {network.Inputs}", nameof(network));
        if (ObjectiveOf(options).OutputCount(data) != network.Outputs)
            throw new ArgumentException($"the network must have one output a class, but has {network.Outputs} and the {part} data have {data.ClassCount} classes; create it with outputs: {data.ClassCount}", nameof(network));
    }
}
