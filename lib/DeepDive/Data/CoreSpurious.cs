using System.Globalization;
using DeepDive.Numerics;

namespace DeepDive.Data;

/// <summary>
/// Binary data with a weak feature that is always right and a strong one that is right in a share p of the rows:
/// <c>core = α_c · (y · μ + σ · ε)</c>, <c>spurious = α_s · flip(y, p) + σ_s · ε′</c>, noise columns <c>σ_n · ε″</c>.
/// </summary>
/// <remarks>
/// As in the Deep Dive original (2025), except that flips are drawn without replacement: exactly round(n · (1 − p)) rows
/// disagree. y is fair and independent from row to row; label class 0 is y = −1, class 1 is y = +1. Latents are
/// (core, spurious) before any mixing; groups are label × sign of the spurious feature as drawn. Each kind of draw has
/// its own stream of the seed, so that variants and noise columns leave labels and latents as they are.
/// Legend: n rows.
/// </remarks>
public static class CoreSpurious
{
    private const int Core = 0;
    private const int Spurious = 1;

    /// <summary>Draws a data set.</summary>
    /// <exception cref="ArgumentException">An option is out of range; the message says which.</exception>
    public static DataSet Generate(CoreSpuriousOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var random = new RandomStream(options.Seed);
        var labels = DrawLabels(random.Split("labels"), options.Count);
        var flipped = RowChoice.Draw(random.Split("flips"), options.Count, 1 - options.Agreement);
        var latents = DrawLatents(random, options, labels, flipped);
        var (map, signals) = MapOf(options, random.Split("mix"));
        var noise = options.NoiseColumnsFor(flipped.Count(flip => flip));
        var inputs = Require.Inputs(options.Count, signals + noise);
        DrawNoise(random.Split("noise"), inputs, signals, options.NoiseScale);
        for (var i = 0; i < options.Count; i++) map(latents.Row(i), inputs.Row(i));
        return new DataSet("core-spurious", inputs, labels, classCount: 2)
        {
            ClassNames = ["y = −1", "y = +1"],
            Latents = latents,
            LatentNames = ["core", "spurious"],
            LatentMap = map,
            Groups = [.. labels.Select((label, i) => GroupOf(label, flipped[i] ? 1 - label : label))],
            GroupNames = ["core −, spurious −", "core −, spurious +", "core +, spurious −", "core +, spurious +"],
            Seed = options.Seed,
            Parameters = Describe(options, noise),
        };
    }

    /// <summary>A copy in which the sign of every row's spurious value is reversed, so that a share 1 − p agrees.</summary>
    /// <exception cref="ArgumentException">The data are not core/spurious data.</exception>
    public static DataSet FlipSpurious(DataSet data)
    {
        ThrowIfOther(data);
        var latents = data.Latents!.Clone();
        for (var i = 0; i < data.Count; i++) latents[i, Spurious] = -latents[i, Spurious];
        return data.WithLatents(latents, [.. data.Groups!.Select(group => group ^ 1)]);
    }

    /// <summary>A copy in which the rows have exchanged their spurious values at random, so that about half agree.</summary>
    /// <exception cref="ArgumentException">The data are not core/spurious data.</exception>
    public static DataSet PermuteSpurious(DataSet data, RandomStream random)
    {
        ThrowIfOther(data);
        ArgumentNullException.ThrowIfNull(random);
        var order = random.Permutation(data.Count);
        var groups = order.Select((from, to) => GroupOf(data.Labels[to], data.Groups![from] & 1));
        return data.WithLatents(Permuted(data.Latents!, Spurious, order), [.. groups]);
    }

    /// <summary>A copy in which the rows have exchanged their core values at random; groups keep their meaning (label × spurious sign).</summary>
    /// <exception cref="ArgumentException">The data are not core/spurious data.</exception>
    public static DataSet PermuteCore(DataSet data, RandomStream random)
    {
        ThrowIfOther(data);
        ArgumentNullException.ThrowIfNull(random);
        return data.WithLatents(Permuted(data.Latents!, Core, random.Permutation(data.Count)));
    }

    // The lowest bit is the spurious sign, the next the label's.
    private static int GroupOf(int label, int spuriousSign) => 2 * label + spuriousSign;

    private static int[] DrawLabels(RandomStream random, int count)
    {
        var labels = new int[count];
        for (var i = 0; i < count; i++) labels[i] = random.NextIndex(2);
        return labels;
    }

    private static Matrix<float> DrawLatents(RandomStream random, CoreSpuriousOptions options, int[] labels, bool[] flipped)
    {
        var (core, spurious) = (random.Split("core"), random.Split("spurious"));
        var latents = new Matrix<float>(labels.Length, 2);
        for (var i = 0; i < labels.Length; i++)
        {
            var y = 2 * labels[i] - 1;
            var sign = flipped[i] ? -y : y;
            latents[i, Core] = (float)(options.CoreScale * (y * options.CoreMean + options.CoreNoise * core.NextNormal()));
            latents[i, Spurious] = (float)(options.SpuriousScale * sign + options.SpuriousNoise * spurious.NextNormal());
        }

        return latents;
    }

    private static void DrawNoise(RandomStream random, Matrix<float> inputs, int firstColumn, double scale)
    {
        for (var i = 0; i < inputs.Rows; i++)
        {
            foreach (ref var value in inputs.Row(i)[firstColumn..]) value = (float)(scale * random.NextNormal());
        }
    }

    private static (LatentMap Map, int Columns) MapOf(CoreSpuriousOptions options, RandomStream random)
    {
        switch (options.Variant)
        {
            case CoreSpuriousVariant.Plain:
                return ((latents, inputs) => latents.CopyTo(inputs), 2);
            case CoreSpuriousVariant.NoSpurious:
                return ((latents, inputs) => inputs[0] = latents[Core], 1);
            case CoreSpuriousVariant.Rotated:
                return (Mix(options.RotationDegrees * Math.PI / 180, mirror: 1, square: false), 2);
            default: // a uniform angle and a fair reflection: uniform over the orthogonal 2×2 matrices
                return (Mix(random.NextUniform(0, 2 * Math.PI), mirror: 2 * random.NextIndex(2) - 1, square: true), 2);
        }
    }

    private static LatentMap Mix(double angle, int mirror, bool square)
    {
        var (sin, cos) = Math.SinCos(angle);
        return (latents, inputs) =>
        {
            var first = cos * latents[Core] + sin * latents[Spurious];
            var second = mirror * (cos * latents[Spurious] - sin * latents[Core]);
            (inputs[0], inputs[1]) = square ? ((float)(first * first), (float)(second * second)) : ((float)first, (float)second);
        };
    }

    private static Matrix<float> Permuted(Matrix<float> latents, int column, int[] order)
    {
        var result = latents.Clone();
        for (var i = 0; i < order.Length; i++) result[i, column] = latents[order[i], column];
        return result;
    }

    private static void ThrowIfOther(DataSet data)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (data.Latents is null || data.Groups is null || !data.LatentNames.SequenceEqual(["core", "spurious"]))
            throw new ArgumentException($"the data must be core/spurious data, but were '{data.Name}'; draw them with {nameof(CoreSpurious)}.{nameof(Generate)}", nameof(data));
    }

    private static Dictionary<string, string> Describe(CoreSpuriousOptions options, long noiseColumns)
    {
        static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);
        return new()
        {
            ["rows"] = Text(options.Count),
            ["core mean"] = Text(options.CoreMean),
            ["core noise"] = Text(options.CoreNoise),
            ["core scale"] = Text(options.CoreScale),
            ["spurious scale"] = Text(options.SpuriousScale),
            ["spurious noise"] = Text(options.SpuriousNoise),
            ["agreement"] = Text(options.Agreement),
            ["noise columns"] = Text(noiseColumns),
            ["noise scale"] = Text(options.NoiseScale),
            ["variant"] = options.Variant.ToString(),
            ["rotation in degrees"] = Text(options.RotationDegrees),
        };
    }
}
