using DeepDive.Data;

namespace DeepDive.Analysis;

/// <summary>What one layer shows of one data set: fitted on training rows, chosen on validation rows, all else on test rows.</summary>
/// <param name="Probe">The linear probe, of the strength most accurate on validation rows.</param>
/// <param name="ValidationAccuracy">The probe's accuracy on validation rows, which chose it.</param>
/// <param name="Accuracy">The probe's accuracy on test rows.</param>
/// <param name="Rank">Ranks of the test rows' representation.</param>
/// <param name="Variance">Its variance within and between classes.</param>
public sealed record LayerReading(LinearProbe Probe, double ValidationAccuracy, double Accuracy, LayerRank Rank, ClassVariance Variance)
{
    internal static LayerReading Of(DataSplit layer, TunnelOptions options)
    {
        var (train, validation, test) = layer;
        var probe = LinearProbe.FitBest(train.Inputs, train.Labels, validation.Inputs, validation.Labels, train.ClassCount, options.Strengths, options.Probe);
        return new(
            probe,
            probe.Accuracy(validation.Inputs, validation.Labels),
            probe.Accuracy(test.Inputs, test.Labels),
            LayerRanks.OfRepresentations([test.Inputs])[0],
            ClassVariance.Of(test.Inputs, test.Labels, test.ClassCount));
    }
}
