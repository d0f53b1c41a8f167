using DeepDive.Data;
using DeepDive.Numerics;

namespace DeepDive.Analysis;

/// <summary>How well each latent can be read off each layer linearly: a probe for each pair, fitted on training rows and scored on test rows.</summary>
/// <remarks>
/// Continuous latents and angles by <see cref="RidgeProbe"/>, scored by R² (of cosine and sine together); discrete ones by <see cref="LinearProbe"/>,
/// scored by accuracy. Validation rows choose each probe's strength. Layers are probed side by side; results do not depend on
/// <see cref="Workers.Count"/>. Legend: l layers, q latents.
/// </remarks>
public sealed class LatentProbes
{
    private LatentProbes(LatentCoding coding, IReadOnlyList<LayerProbes> layers, double[,] scores, double[] baselines) =>
        (Latents, Kinds, Layers, Scores, Baselines) = (coding.Names, coding.Kinds, layers, scores, baselines);

    /// <summary>Name of each latent, [q].</summary>
    public IReadOnlyList<string> Latents { get; }

    /// <summary>Kind of each latent, [q].</summary>
    public IReadOnlyList<LatentKind> Kinds { get; }

    /// <summary>R² or accuracy on the test rows, [l, q].</summary>
    public double[,] Scores { get; }

    /// <summary>The score of knowing nothing of the layer, [q]: 0 for R², for a discrete latent the share of test rows with the value most common in training.</summary>
    public IReadOnlyList<double> Baselines { get; }

    /// <summary>The fitted probes, [l].</summary>
    internal IReadOnlyList<LayerProbes> Layers { get; }

    /// <summary>Probes every layer for every latent.</summary>
    /// <param name="layersOf">From inputs [n, d] to the representation by each layer, such as <c>x => [x, .. network.Representations(x)]</c>.</param>
    /// <param name="split">Rows with latents: to fit on, to choose strengths on, to score on.</param>
    /// <param name="options">Strengths and standardisation.</param>
    /// <exception cref="ArgumentException">Latents are unknown, a discrete one has a value that no training row has, or a representation does not fit its rows.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option makes no sense.</exception>
    public static LatentProbes Fit(Func<Matrix<float>, IReadOnlyList<Matrix<float>>> layersOf, DataSplit split, LatentProbesOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(layersOf);
        ArgumentNullException.ThrowIfNull(split);
        options ??= new();
        var coding = LatentCoding.Of(split.Train);
        var (train, validation, test) = (layersOf(split.Train.Inputs), layersOf(split.Validation.Inputs), layersOf(split.Test.Inputs));
        if (train.Count != validation.Count || train.Count != test.Count)
            throw new ArgumentException($"there must be the same layers of all rows, but there are {train.Count}, {validation.Count} and {test.Count}; take them from one network", nameof(layersOf));
        var (layers, scores) = (new LayerProbes[train.Count], new double[train.Count, coding.Kinds.Count]);
        Workers.For(layers.Length, l =>
        {
            layers[l] = LayerProbes.Fit(coding, (train[l], split.Train), (validation[l], split.Validation), options);
            foreach (var (latent, score) in layers[l].Score(test[l], split.Test).Index()) scores[l, latent] = score;
        });
        return new(coding, layers, scores, [.. Enumerable.Range(0, coding.Kinds.Count).Select(latent => Baseline(coding, split, latent))]);
    }

    /// <summary>The scores of one latent from layer to layer, [l].</summary>
    /// <param name="latent">Its name.</param>
    /// <exception cref="ArgumentException">There is no such latent.</exception>
    public double[] Curve(string latent)
    {
        var index = Latents.ToList().IndexOf(latent);
        if (index < 0) throw new ArgumentException($"the latent must be one of {string.Join(", ", Latents)}, but was '{latent}'", nameof(latent));
        return [.. Enumerable.Range(0, Layers.Count).Select(layer => Scores[layer, index])];
    }

    private static double Baseline(LatentCoding coding, DataSplit split, int latent)
    {
        if (coding.Kinds[latent] != LatentKind.Discrete) return 0;
        var most = coding.Classes(split.Train, latent).CountBy(value => value).MaxBy(pair => pair.Value).Key;
        return coding.Classes(split.Test, latent).Count(value => value == most) / (double)split.Test.Count;
    }
}
