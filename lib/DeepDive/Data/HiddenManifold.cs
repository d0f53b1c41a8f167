using System.Globalization;
using DeepDive.Numerics;

namespace DeepDive.Data;

/// <summary>
/// Binary data on a hidden manifold: latents <c>c ~ Bernoulli(p)^d</c>, inputs <c>x = σ(cF/√d) + noise · ε</c> with
/// <c>F ~ N(0, 1)^{d×D}</c>, labels <c>y = sign(c·θ)</c> with <c>θ ~ N(0, 1)^d</c>.
/// </summary>
/// <remarks>
/// After Goldt, Mézard, Krzakala and Zdeborová 2020, with binary latents as in the Deep Dive original (2025). Label class
/// 0 is y = −1, class 1 is y = +1. Where c·θ = 0 (which c = 0 brings about with chance (1 − p)^d, 1 row in 16 at d = 4)
/// the label is a fair coin's, so that ties favour no class; no classifier can know these labels. The parameter "ties" of
/// the data counts these rows, and "class sizes" tells how unequal the classes are. Each kind of draw has its own stream of the seed, so
/// that map, gain, D and noise leave latents and labels as they are.
/// Legend: n rows, d latents, D inputs.
/// </remarks>
public static class HiddenManifold
{
    /// <summary>Draws a data set, inputs [n, D], latents [n, d]. Same options → same rows.</summary>
    /// <exception cref="ArgumentException">An option is out of range; the message says which.</exception>
    public static DataSet Generate(HiddenManifoldOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var random = new RandomStream(options.Seed);
        var inputs = Require.Inputs(options.Count, options.Inputs);
        var latents = DrawLatents(random.Split("latents"), options);
        var labels = LabelsOf(latents, options, random.Split("ties"), out var ties);
        var map = ManifoldMaps.Create(options, random);
        var noise = options.Noise > 0 ? DrawNoise(random.Split("noise"), options) : null;
        DataSet.MapRows(map, latents, noise, inputs);
        return new DataSet("hidden manifold", inputs, labels, classCount: 2)
        {
            ClassNames = ["y = −1", "y = +1"],
            Latents = latents,
            LatentNames = [.. Enumerable.Range(1, options.Latents).Select(i => string.Create(CultureInfo.InvariantCulture, $"c{i}"))],
            LatentMap = map,
            InputNoise = noise,
            Seed = options.Seed,
            Parameters = Describe(options, ties, labels.Sum()),
        };
    }

    /// <summary>The direction θ that the labels follow, [d].</summary>
    /// <exception cref="ArgumentException">An option is out of range; the message says which.</exception>
    public static double[] Teacher(HiddenManifoldOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var random = new RandomStream(options.Seed).Split("teacher");
        var theta = new double[options.Latents];
        foreach (ref var value in theta.AsSpan()) value = random.NextNormal();
        return theta;
    }

    private static Matrix<float> DrawLatents(RandomStream random, HiddenManifoldOptions options)
    {
        var latents = Require.Inputs(options.Count, options.Latents);
        foreach (ref var value in latents.AsSpan()) value = random.NextUniform() < options.Probability ? 1 : 0;
        return latents;
    }

    private static int[] LabelsOf(Matrix<float> latents, HiddenManifoldOptions options, RandomStream coin, out int ties)
    {
        var (theta, centre) = (Teacher(options), options.CentredLabels ? options.Probability : 0);
        var labels = new int[latents.Rows];
        ties = 0;
        for (var i = 0; i < labels.Length; i++)
        {
            var margin = 0.0;
            for (var k = 0; k < theta.Length; k++) margin += (latents[i, k] - centre) * theta[k];
            if (margin == 0) ties++;
            labels[i] = margin == 0 ? coin.NextIndex(2) : margin > 0 ? 1 : 0;
        }

        return labels;
    }

    private static Matrix<float> DrawNoise(RandomStream random, HiddenManifoldOptions options)
    {
        var noise = Require.Inputs(options.Count, options.Inputs);
        foreach (ref var value in noise.AsSpan()) value = (float)(options.Noise * random.NextNormal());
        return noise;
    }

    private static Dictionary<string, string> Describe(HiddenManifoldOptions options, int ties, int positive)
    {
        static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);
        return new()
        {
            ["rows"] = Text(options.Count),
            ["latents"] = Text(options.Latents),
            ["inputs"] = Text(options.Inputs),
            ["probability"] = Text(options.Probability),
            ["map"] = options.Map.ToString(),
            ["gain"] = Text(options.Gain),
            ["noise"] = Text(options.Noise),
            ["centred labels"] = options.CentredLabels ? "yes" : "no",
            ["ties"] = $"{Text(ties)} (labels by a fair coin)",
            ["class sizes"] = $"{Text(options.Count - positive)}, {Text(positive)}",
        };
    }
}
