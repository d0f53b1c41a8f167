using DeepDive.Data;
using DeepDive.Numerics;

namespace DeepDive.Analysis;

/// <summary>The probes of one layer for all latents. They are fitted without the test rows, which come in for scoring alone.</summary>
internal sealed class LayerProbes
{
    private readonly LatentCoding _coding;
    private readonly (int Latent, LinearProbe Probe)[] _classifiers;

    private LayerProbes(LatentCoding coding, RidgeProbe? regression, (int, LinearProbe)[] classifiers) =>
        (_coding, Regression, _classifiers) = (coding, regression, classifiers);

    /// <summary>One probe for the columns of all latents that are not discrete; null if there are none.</summary>
    public RidgeProbe? Regression { get; }

    /// <summary>One probe for each discrete latent.</summary>
    public IEnumerable<LinearProbe> Classifiers => _classifiers.Select(pair => pair.Probe);

    public static LayerProbes Fit(LatentCoding coding, (Matrix<float> Layer, DataSet Data) train, (Matrix<float> Layer, DataSet Data) validation, LatentProbesOptions options)
    {
        var regression = Quantities(coding).Length == 0 ? null : RidgeProbe.FitBest(
            train.Layer, Targets(coding, train.Data), validation.Layer, Targets(coding, validation.Data), options.Strengths, options.Regression);
        return new(coding, regression, [.. coding.Kinds.Index().Where(latent => latent.Item == LatentKind.Discrete).Select(latent => (latent.Index, LinearProbe.FitBest(
            train.Layer, coding.Classes(train.Data, latent.Index), validation.Layer, coding.Classes(validation.Data, latent.Index), coding.ClassCount(latent.Index), options.Strengths, options.Classification)))]);
    }

    /// <summary>The score of each latent, [q].</summary>
    public double[] Score(Matrix<float> layer, DataSet data)
    {
        var scores = new double[_coding.Kinds.Count];
        foreach (var (latent, probe) in _classifiers) scores[latent] = probe.Accuracy(layer, _coding.Classes(data, latent));
        if (Regression is null) return scores;
        var (targets, predictions, first) = (Targets(_coding, data).To<double>(), Regression.Predict(layer), 0);
        foreach (var latent in Quantities(_coding))
        {
            var columns = _coding.Kinds[latent] == LatentKind.Angle ? 2 : 1;
            scores[latent] = RSquared.Pooled(targets.ColumnRange(first, columns), predictions.ColumnRange(first, columns));
            first += columns;
        }

        return scores;
    }

    private static int[] Quantities(LatentCoding coding) => [.. coding.Kinds.Index().Where(latent => latent.Item != LatentKind.Discrete).Select(latent => latent.Index)];

    /// <summary>The columns of all latents that are not discrete, side by side.</summary>
    private static Matrix<float> Targets(LatentCoding coding, DataSet data)
    {
        var columns = Quantities(coding).Select(latent => coding.Columns(data, latent)).ToArray();
        var result = new Matrix<float>(data.Count, columns.Sum(column => column.Columns));
        for (var i = 0; i < result.Rows; i++)
        {
            var first = 0;
            foreach (var column in columns)
            {
                column.Row(i).CopyTo(result.Row(i)[first..]);
                first += column.Columns;
            }
        }

        return result;
    }
}
