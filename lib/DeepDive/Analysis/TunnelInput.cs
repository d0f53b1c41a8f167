using DeepDive.Data;

namespace DeepDive.Analysis;

/// <summary>What <see cref="Tunnel"/> asks of representations, checked before anything is computed.</summary>
internal static class TunnelInput
{
    public static void ThrowIfUnfit(IReadOnlyList<DataSplit> inDistribution, IReadOnlyList<DataSplit>? outOfDistribution)
    {
        ThrowIfUnfit(inDistribution);
        if (outOfDistribution is null) return;
        if (outOfDistribution.Count != inDistribution.Count)
            throw new ArgumentException($"there must be the same layers out of distribution, but there are {outOfDistribution.Count} and {inDistribution.Count}; take them from one network", nameof(outOfDistribution));
        ThrowIfUnfit(outOfDistribution);
        foreach (var (layer, other) in inDistribution.Zip(outOfDistribution)) ThrowIfNarrower(layer.Train, other.Train, "out of distribution");
    }

    private static void ThrowIfUnfit(IReadOnlyList<DataSplit> layers)
    {
        ArgumentNullException.ThrowIfNull(layers);
        if (layers.Count == 0) throw new ArgumentException("there must be a layer, but there was none", nameof(layers));
        foreach (var (train, validation, test) in layers)
        {
            LinearProbe.ThrowIfUnfit(train.Inputs, train.Labels, train.ClassCount, $"the training rows of {train.Name}");
            Guard.ThrowIfEmptyOrNotFinite(validation.Inputs, $"the validation rows of {train.Name}");
            Guard.ThrowIfEmptyOrNotFinite(test.Inputs, $"the test rows of {train.Name}");
            Guard.ThrowIfNoClasses(test.Labels, test.Count, test.ClassCount, $"the test rows of {train.Name}");
            ThrowIfNarrower(train, validation, "of validation rows");
            ThrowIfNarrower(train, test, "of test rows");
            if (validation.ClassCount != train.ClassCount || test.ClassCount != train.ClassCount)
                throw new ArgumentException($"training, validation and test rows of {train.Name} must have the same classes, but have {train.ClassCount}, {validation.ClassCount} and {test.ClassCount}; split one data set");
            ThrowIfOtherLabels(layers[0].Train, train);
            ThrowIfOtherLabels(layers[0].Validation, validation);
            ThrowIfOtherLabels(layers[0].Test, test);
        }
    }

    private static void ThrowIfNarrower(DataSet train, DataSet other, string where)
    {
        if (other.Inputs.Columns != train.Inputs.Columns)
            throw new ArgumentException($"{train.Name} must have the same features everywhere, but has {train.Inputs.Columns} of training rows and {other.Inputs.Columns} {where}; take them from one network");
    }

    private static void ThrowIfOtherLabels(DataSet first, DataSet layer)
    {
        if (layer.ClassCount != first.ClassCount || !layer.Labels.AsSpan().SequenceEqual(first.Labels))
            throw new ArgumentException($"all layers must have the same rows, but the labels of {layer.Name} differ from those of {first.Name}; give every layer the rows in one order");
    }
}
