using System.Numerics.Tensors;
using DeepDive.Numerics;

namespace DeepDive.Data;

/// <summary>Rows with class labels, and all that is known of where they came from.</summary>
/// <remarks>Legend: n rows, d features, q latents, k classes, g groups.</remarks>
public sealed class DataSet
{
    /// <summary>Creates a data set; the other properties are set by an initialiser.</summary>
    /// <param name="name">Short name, such as "core-spurious".</param>
    /// <param name="inputs">[n, d].</param>
    /// <param name="labels">[n], each in 0…k−1.</param>
    /// <param name="classCount">k.</param>
    /// <exception cref="ArgumentException">Labels do not match the rows, or lie outside 0…k−1.</exception>
    public DataSet(string name, Matrix<float> inputs, int[] labels, int classCount)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(labels);
        if (labels.Length != inputs.Rows)
            throw new ArgumentException($"there must be one label a row, but there are {labels.Length} labels and {inputs.Rows} rows", nameof(labels));
        var wrong = Array.FindIndex(labels, label => label < 0 || label >= classCount);
        if (wrong >= 0)
            throw new ArgumentException($"labels must lie in 0…{classCount - 1}, but label {wrong} is {labels[wrong]}", nameof(labels));
        (Name, Inputs, Labels, ClassCount) = (name, inputs, labels, classCount);
    }

    /// <summary>Short name.</summary>
    public string Name { get; }

    /// <summary>Inputs, [n, d].</summary>
    public Matrix<float> Inputs { get; }

    /// <summary>Class of each row, [n], in 0…k−1.</summary>
    public int[] Labels { get; }

    /// <summary>Number of classes, k.</summary>
    public int ClassCount { get; }

    /// <summary>Name of each class, [k], or empty if the classes have none.</summary>
    public IReadOnlyList<string> ClassNames { get; init; } = [];

    /// <summary>Number of rows, n.</summary>
    public int Count => Labels.Length;

    /// <summary>The latents the inputs were made from, [n, q], or null if they are unknown.</summary>
    public Matrix<float>? Latents { get; init; }

    /// <summary>Name of each latent, [q].</summary>
    public IReadOnlyList<string> LatentNames { get; init; } = [];

    /// <summary>Kind of each latent, [q], or empty if all are continuous.</summary>
    public IReadOnlyList<LatentKind> LatentKinds { get; init; } = [];

    /// <summary>How the inputs follow from the latents, or null if that is unknown.</summary>
    public LatentMap? LatentMap { get; init; }

    /// <summary>What was added to the map of the latents, [n, d], or null if nothing was: noise that <see cref="WithLatents"/> keeps.</summary>
    public Matrix<float>? InputNoise { get; init; }

    /// <summary>Group of each row (such as core × spurious), [n], in 0…g−1, or null if there are none.</summary>
    public int[]? Groups { get; init; }

    /// <summary>Name of each group, [g].</summary>
    public IReadOnlyList<string> GroupNames { get; init; } = [];

    /// <summary>Seed the rows were drawn with; 0 for data that were not drawn.</summary>
    public ulong Seed { get; init; }

    /// <summary>Parameters by name, for the record of a run.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>The rows with the given indices, with their latents and groups, as a data set of their own.</summary>
    public DataSet Take(ReadOnlySpan<int> indices)
    {
        var labels = new int[indices.Length];
        var groups = Groups is null ? null : new int[indices.Length];
        for (var i = 0; i < indices.Length; i++)
        {
            labels[i] = Labels[indices[i]];
            if (groups is not null) groups[i] = Groups![indices[i]];
        }

        return With(Inputs.TakeRows(indices), labels, Latents?.TakeRows(indices), InputNoise?.TakeRows(indices), groups);
    }

    /// <summary>The same rows with other latents: the inputs are made from them anew, noise and labels stay.</summary>
    /// <remarks>This is how counterfactual copies are made, whatever the latents are mixed with on their way to the inputs.</remarks>
    /// <param name="latents">[n, q].</param>
    /// <param name="groups">[n], the groups that the rows belong to now; null keeps them.</param>
    /// <exception cref="InvalidOperationException">It is unknown how inputs follow from latents.</exception>
    /// <exception cref="ArgumentException">The latents have another shape than <see cref="Latents"/>.</exception>
    public DataSet WithLatents(Matrix<float> latents, int[]? groups = null)
    {
        ArgumentNullException.ThrowIfNull(latents);
        if (Latents is null || LatentMap is null)
            throw new InvalidOperationException($"the inputs must be a known function of the latents, but those of '{Name}' are not; use a generated data set");
        if (latents.Rows != Count || latents.Columns != Latents.Columns)
            throw new ArgumentException($"latents must be [{Count}, {Latents.Columns}], but were [{latents.Rows}, {latents.Columns}]; give every latent of every row", nameof(latents));
        var inputs = Inputs.Clone();
        MapRows(LatentMap, latents, InputNoise, inputs);
        return With(inputs, Labels, latents, InputNoise, groups ?? Groups);
    }

    /// <summary>Writes the inputs that follow from the latents, and adds the noise if there is any.</summary>
    internal static void MapRows(LatentMap map, Matrix<float> latents, Matrix<float>? noise, Matrix<float> inputs) =>
        Workers.For(latents.Rows, i =>
        {
            map(latents.Row(i), inputs.Row(i));
            if (noise is not null) TensorPrimitives.Add(inputs.Row(i), noise.Row(i), inputs.Row(i));
        });

    private DataSet With(Matrix<float> inputs, int[] labels, Matrix<float>? latents, Matrix<float>? noise, int[]? groups) =>
        new(Name, inputs, labels, ClassCount)
        {
            ClassNames = ClassNames,
            Latents = latents,
            LatentNames = LatentNames,
            LatentKinds = LatentKinds,
            LatentMap = LatentMap,
            InputNoise = noise,
            Groups = groups,
            GroupNames = GroupNames,
            Seed = Seed,
            Parameters = Parameters,
        };
}
