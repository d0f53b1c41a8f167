using DeepDive.Data;
using DeepDive.Models;
using DeepDive.Numerics;
using DeepDive.Training;

namespace DeepDive.Analysis;

/// <summary>
/// The tunnel effect (Masarczyk et al. 2023): first layers, the extractor, make classes linearly separable; the layers behind
/// them, the tunnel, compress what they get and lose what other data need. Legend: n rows, d features, l layers.
/// </summary>
/// <remarks>
/// Layers are probed side by side; results do not depend on <see cref="Workers.Count"/>. A layer's representations with their labels
/// are a <see cref="DataSplit"/> whose inputs they are.
/// </remarks>
public static class Tunnel
{
    // Shares such as 0.95 of an accuracy are rounded; a row more or less is far more.
    private const double Rounding = 1e-12;

    /// <summary>Analyses the hidden layers of a network.</summary>
    /// <param name="network">d inputs, an output for each class of <paramref name="inDistribution"/>.</param>
    /// <param name="inDistribution">The data it was trained for.</param>
    /// <param name="outOfDistribution">Other data with d features and classes of their own, or null.</param>
    /// <param name="options">Probes, similarity and tap.</param>
    /// <param name="cancellation">Keeps further layers from being probed.</param>
    /// <exception cref="ArgumentException">Data do not fit the network, are not finite, have only one class, or fewer rows than classes.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static TunnelReport Analyze(Network<float> network, DataSplit inDistribution, DataSplit? outOfDistribution = null, TunnelOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(inDistribution);
        options ??= new();
        if (network.OutputCount != inDistribution.Train.ClassCount)
            throw new ArgumentException($"the network must have an output a class, but has {network.OutputCount} and the data have {inDistribution.Train.ClassCount} classes; give the data it was trained for", nameof(network));
        var layers = Looked(network, inDistribution, options);
        var other = outOfDistribution is null ? null : Looked(network, outOfDistribution, options);
        TunnelInput.ThrowIfUnfit(layers, other);
        return Analyze(layers, other, network.Accuracy(inDistribution.Test.Inputs, inDistribution.Test.Labels), options, options.IncludeInput ? 0 : 1, cancellation);
    }

    /// <summary>Analyses representations, wherever they come from.</summary>
    /// <param name="inDistribution">[l], l ≥ 1, of the same rows; the last is the penultimate layer of the network.</param>
    /// <param name="outOfDistribution">[l], the same layers' representations of other data, or null.</param>
    /// <param name="networkAccuracy">The network's own accuracy on the test rows, in (0, 1]; null for that of the last layer's probe.</param>
    /// <param name="options">Probes and similarity.</param>
    /// <param name="cancellation">Keeps further layers from being probed.</param>
    /// <exception cref="ArgumentException">Layers do not match, are not finite, have only one class, or fewer rows than classes.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static TunnelReport Analyze(
        IReadOnlyList<DataSplit> inDistribution,
        IReadOnlyList<DataSplit>? outOfDistribution = null,
        double? networkAccuracy = null,
        TunnelOptions? options = null,
        CancellationToken cancellation = default)
    {
        TunnelInput.ThrowIfUnfit(inDistribution, outOfDistribution);
        if (networkAccuracy is { } accuracy) ThrowIfNoShares([accuracy]);
        return Analyze(inDistribution, outOfDistribution, networkAccuracy, options ?? new(), firstNumber: 1, cancellation);
    }

    /// <summary>What each hidden layer makes of data, [l]; put <paramref name="split"/> itself before them to look at the inputs, too.</summary>
    /// <param name="network">d inputs.</param>
    /// <param name="split">Rows of d features.</param>
    /// <param name="tap">Before or after the nonlinearity.</param>
    /// <exception cref="ArgumentException">Rows do not fit the network, or are not finite.</exception>
    public static IReadOnlyList<DataSplit> Layers(Network<float> network, DataSplit split, Tap tap = Tap.PostActivation)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(split);
        DataSet[][] parts = [.. new[] { split.Train, split.Validation, split.Test }.Select(part => LayersOf(network, part, tap))];
        return [.. Enumerable.Range(0, network.Depth).Select(l => new DataSplit(parts[0][l], parts[1][l], parts[2][l]))];
    }

    /// <summary>The first layer whose probe reaches a share of the network's own accuracy, from 0; null if none does.</summary>
    /// <param name="accuracies">Of each layer's probe on test rows, [l].</param>
    /// <param name="networkAccuracy">On the same rows.</param>
    /// <param name="share">In (0, 1]; 0.95 and 0.98 are usual.</param>
    /// <exception cref="ArgumentException">An accuracy or the share is out of range, or there is no layer.</exception>
    public static int? StartOf(IReadOnlyList<double> accuracies, double networkAccuracy, double share = 0.95)
    {
        ThrowIfNoShares(accuracies);
        ThrowIfNoShares([networkAccuracy]);
        if (share is not (> 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(share), share, FormattableString.Invariant($"the share must lie in (0, 1], but was {share}; 0.95 is usual"));
        return accuracies.Index().Where(layer => layer.Item >= share * networkAccuracy - Rounding).Select(layer => (int?)layer.Index).FirstOrDefault();
    }

    /// <summary>Percent of the best layer's out-of-distribution accuracy that the last one retains: 100 · a_l / max a (Harun et al. 2024).</summary>
    /// <param name="accuracies">Of each layer's probe on out-of-distribution test rows, [l]; the last is the penultimate layer of the network.</param>
    /// <returns>0…100; 100 where no layer has any.</returns>
    /// <exception cref="ArgumentException">An accuracy is out of range, or there is no layer.</exception>
    public static double Retained(IReadOnlyList<double> accuracies)
    {
        ThrowIfNoShares(accuracies);
        return accuracies.Max() == 0 ? 100 : 100 * (accuracies[^1] / accuracies.Max());
    }

    /// <summary>What a percentage retained is called.</summary>
    /// <param name="retained">Of <see cref="Retained"/>, in percent.</param>
    public static TunnelStrength StrengthOf(double retained) => retained switch
    {
        >= 95 => TunnelStrength.Negligible,
        >= 90 => TunnelStrength.Weak,
        >= 80 => TunnelStrength.Medium,
        _ => TunnelStrength.Strong,
    };

    /// <summary>
    /// The layer to cut a network at, from 0: the first whose accuracy is within one standard error √(a(1 − a)/n) of the best
    /// layer's a (the one-standard-error rule of Breiman et al. 1984, §3.4.3). No out-of-distribution row takes part.
    /// </summary>
    /// <param name="accuracies">Of each layer's probe on in-distribution validation rows, [l].</param>
    /// <param name="rows">Number of those rows, n ≥ 1.</param>
    /// <exception cref="ArgumentException">An accuracy is out of range, or there is no layer or row.</exception>
    public static int SuggestCut(IReadOnlyList<double> accuracies, int rows)
    {
        ThrowIfNoShares(accuracies);
        if (rows < 1) throw new ArgumentOutOfRangeException(nameof(rows), rows, $"there must be a validation row, but there were {rows}");
        var best = accuracies.Max();
        var floor = best - Math.Sqrt(best * (1 - best) / rows) - Rounding;
        return accuracies.Index().First(layer => layer.Item >= floor).Index;
    }

    private static TunnelReport Analyze(IReadOnlyList<DataSplit> inDistribution, IReadOnlyList<DataSplit>? outOfDistribution, double? networkAccuracy, TunnelOptions options, int firstNumber, CancellationToken cancellation)
    {
        Matrix<float>[] tests = [.. inDistribution.Select(layer => layer.Test.Inputs)];
        var similarity = Cka.Matrix(tests, tests, options.Similarity);
        var (count, all) = (inDistribution.Count, inDistribution.Concat(outOfDistribution ?? []).ToArray());
        var readings = Sweep.Run(all.Length, i => LayerReading.Of(all[i], options), "layers probed", cancellation);
        TunnelLayer[] layers = [.. inDistribution.Select((layer, l) =>
            new TunnelLayer(firstNumber + l, layer.Train.Name, layer.Train.Inputs.Columns, readings[l], outOfDistribution is null ? null : readings[count + l]))];
        var cut = SuggestCut([.. layers.Select(layer => layer.InDistribution.ValidationAccuracy)], inDistribution[0].Validation.Count);
        return new(networkAccuracy ?? layers[^1].InDistribution.Accuracy, layers, similarity, DistancesOf(tests), layers[cut]);
    }

    private static double?[] DistancesOf(Matrix<float>[] layers) =>
        [null, .. layers.Zip(layers.Skip(1), (before, layer) => before.Columns == layer.Columns ? L1Distance.Relative(before, layer) : (double?)null)];

    private static IReadOnlyList<DataSplit> Looked(Network<float> network, DataSplit split, TunnelOptions options)
    {
        var layers = Layers(network, split, options.Tap);
        return options.IncludeInput ? [new(Input(split.Train), Input(split.Validation), Input(split.Test)), .. layers] : layers;
    }

    private static DataSet Input(DataSet data) => new("input", data.Inputs, data.Labels, data.ClassCount);

    private static DataSet[] LayersOf(Network<float> network, DataSet data, Tap tap)
    {
        Guard.ThrowIfEmptyOrNotFinite(data.Inputs, $"the inputs of '{data.Name}'");
        return [.. network.Representations(data.Inputs, tap).Take(network.Depth).Select((layer, l) => new DataSet($"layer {l + 1}", layer, data.Labels, data.ClassCount))];
    }

    private static void ThrowIfNoShares(IReadOnlyList<double> accuracies)
    {
        ArgumentNullException.ThrowIfNull(accuracies);
        if (accuracies.Count == 0) throw new ArgumentException("there must be a layer's accuracy, but there was none", nameof(accuracies));
        if (accuracies.Any(accuracy => accuracy is not (>= 0 and <= 1)))
            throw new ArgumentException(FormattableString.Invariant($"accuracies must lie in [0, 1], but one is {accuracies.First(accuracy => accuracy is not (>= 0 and <= 1))}; give shares, not percent"), nameof(accuracies));
    }
}
