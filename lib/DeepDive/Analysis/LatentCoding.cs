using DeepDive.Data;
using DeepDive.Numerics;

namespace DeepDive.Analysis;

/// <summary>
/// Latents as columns whose distances mean something, for similarity and for probes: a quantity as it is, an angle as its cosine
/// and sine, a discrete latent one-hot. Legend: n rows, q latents, k values of a discrete latent.
/// </summary>
public sealed class LatentCoding
{
    // The values of each discrete latent in rising order; null for the others.
    private readonly float[]?[] _values;

    private LatentCoding(IReadOnlyList<string> names, IReadOnlyList<LatentKind> kinds, float[]?[] values) => (Names, Kinds, _values) = (names, kinds, values);

    /// <summary>Name of each latent, [q].</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Kind of each latent, [q].</summary>
    public IReadOnlyList<LatentKind> Kinds { get; }

    /// <summary>The coding of a data set's latents; the values of a discrete latent are those that its rows have.</summary>
    /// <param name="data">Training rows, where others are to be coded alike.</param>
    /// <exception cref="ArgumentException">The latents are unknown, there is no row, or a value is not finite.</exception>
    public static LatentCoding Of(DataSet data)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (data.Latents is not { Columns: > 0, Rows: > 0 } latents)
            throw new ArgumentException($"the latents must be known, but '{data.Name}' has none; set {nameof(DataSet.Latents)}", nameof(data));
        Guard.ThrowIfEmptyOrNotFinite(latents, "the latents");
        var kinds = Enumerable.Range(0, latents.Columns).Select(q => q < data.LatentKinds.Count ? data.LatentKinds[q] : LatentKind.Continuous).ToArray();
        var names = Enumerable.Range(0, latents.Columns).Select(q => q < data.LatentNames.Count ? data.LatentNames[q] : $"latent {q + 1}").ToArray();
        return new(names, kinds, [.. kinds.Select((kind, q) => kind == LatentKind.Discrete ? Column(latents, q).Distinct().Order().ToArray() : null)]);
    }

    /// <summary>Number of values of a discrete latent, k.</summary>
    /// <exception cref="ArgumentException">The latent is not discrete.</exception>
    public int ClassCount(int latent) => ValuesOf(latent).Length;

    /// <summary>Which value a discrete latent has, [n], counted from 0 in rising order.</summary>
    /// <param name="data">n rows with the same latents.</param>
    /// <param name="latent">Index of the latent.</param>
    /// <exception cref="ArgumentException">The latent is not discrete, or a row has a value that the coding does not know.</exception>
    public int[] Classes(DataSet data, int latent)
    {
        var values = ValuesOf(latent);
        return [.. Column(LatentsOf(data), latent).Select(value => Array.BinarySearch(values, value) is >= 0 and var index
            ? index
            : throw new ArgumentException($"a discrete latent must have values that the training rows have, but '{Names[latent]}' is {value} in one row; draw more training rows, or call the latent continuous", nameof(data)))];
    }

    /// <summary>The columns of one latent: [n, 1], of an angle [n, 2], of a discrete latent [n, k].</summary>
    /// <param name="data">n rows with the same latents.</param>
    /// <param name="latent">Index of the latent.</param>
    /// <exception cref="ArgumentException">The latents are others, or as of <see cref="Classes"/>.</exception>
    public Matrix<float> Columns(DataSet data, int latent) => Kinds[latent] switch
    {
        LatentKind.Discrete => OneHot(Classes(data, latent), ClassCount(latent)),
        LatentKind.Angle => Matrix<float>.FromRows([.. Column(LatentsOf(data), latent).Select(angle => new[] { MathF.Cos(angle), MathF.Sin(angle) })]),
        _ => LatentsOf(data).ColumnRange(latent, 1).Clone(),
    };

    /// <summary>The columns of each latent, one matrix a latent: what <see cref="Cka"/> takes beside the layers.</summary>
    /// <param name="data">n rows with the same latents.</param>
    /// <exception cref="ArgumentException">As of <see cref="Columns(DataSet, int)"/>.</exception>
    public IReadOnlyList<Matrix<float>> Columns(DataSet data) => [.. Enumerable.Range(0, Kinds.Count).Select(latent => Columns(data, latent))];

    /// <summary>1 in the column of each row's class and 0 elsewhere, [n, k].</summary>
    /// <param name="classes">[n], each in 0…k − 1.</param>
    /// <param name="classCount">k.</param>
    /// <exception cref="ArgumentException">A class lies outside.</exception>
    public static Matrix<float> OneHot(ReadOnlySpan<int> classes, int classCount)
    {
        var result = new Matrix<float>(classes.Length, classCount);
        for (var i = 0; i < classes.Length; i++)
        {
            if ((uint)classes[i] >= (uint)classCount) throw new ArgumentException($"classes must lie in 0…{classCount - 1}, but class {i} is {classes[i]}", nameof(classes));
            result[i, classes[i]] = 1;
        }

        return result;
    }

    private float[] ValuesOf(int latent) => _values[latent]
        ?? throw new ArgumentException($"the latent must be discrete, but '{Names[latent]}' is {Kinds[latent]}; set {nameof(DataSet.LatentKinds)}", nameof(latent));

    private Matrix<float> LatentsOf(DataSet data)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (data.Latents?.Columns != Kinds.Count)
            throw new ArgumentException($"the rows must have the {Kinds.Count} latents of the coding, but '{data.Name}' has {data.Latents?.Columns ?? 0}", nameof(data));
        return data.Latents;
    }

    private static IEnumerable<float> Column(Matrix<float> latents, int latent) => Enumerable.Range(0, latents.Rows).Select(i => latents[i, latent]);
}
