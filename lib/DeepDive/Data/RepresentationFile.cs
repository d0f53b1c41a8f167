namespace DeepDive.Data;

/// <summary>
/// Representations that another program has written: an .npz file with an array [n, d] for each layer, in the layers' order, and
/// labels [n] in <c>y</c>. Other data may stand beside them: for each layer NAME an array <c>NAME_ood</c>, with labels in <c>y_ood</c>.
/// </summary>
/// <remarks>A layer is a <see cref="DataSplit"/> whose inputs are its representations, divided as <see cref="Splits.Random"/> does it: 60 % of rows to fit on, 20 % to choose on, 20 % to score on.</remarks>
/// <param name="InDistribution">One a layer, the same rows in each.</param>
/// <param name="OutOfDistribution">One a layer, or null if the file has no other data.</param>
public sealed record RepresentationFile(IReadOnlyList<DataSplit> InDistribution, IReadOnlyList<DataSplit>? OutOfDistribution)
{
    private const string Labels = "y";
    private const string Other = "_ood";

    /// <summary>Reads a file whole, and divides its rows.</summary>
    /// <param name="path">The .npz file.</param>
    /// <param name="seed">Seed of the division.</param>
    /// <exception cref="InvalidDataException">The file is damaged, an array is missing, a value is not finite, or labels are no classes or do not match the rows.</exception>
    /// <exception cref="ArgumentException">There are too few rows to divide.</exception>
    public static RepresentationFile Read(string path, ulong seed = 1)
    {
        using var npz = Npz.Open(path);
        var names = npz.Names.Where(name => name is not (Labels or Labels + Other)).ToArray();
        string[] layers = [.. names.Where(name => !name.EndsWith(Other, StringComparison.Ordinal))];
        if (layers.Length == 0) throw Fault(path, "an array for each layer", npz, "write it as numpy.savez(file, layer1=…, layer2=…, y=labels)");
        DataSplit[] inDistribution = [.. Read(npz, path, layers, Labels, seed)];
        if (names.Length == layers.Length && !npz.Names.Contains(Labels + Other)) return new(inDistribution, null);
        if (names.FirstOrDefault(name => name.EndsWith(Other, StringComparison.Ordinal) && !layers.Contains(name[..^Other.Length])) is { } stray)
            throw Fault(path, $"a layer '{stray[..^Other.Length]}' that '{stray}' belongs to", npz, $"name other data after each layer, such as {layers[0]}{Other}");
        return new(inDistribution, [.. Read(npz, path, [.. layers.Select(layer => layer + Other)], Labels + Other, seed)]);
    }

    private static IEnumerable<DataSplit> Read(Npz npz, string path, string[] layers, string labelsName, ulong seed)
    {
        foreach (var name in layers.Prepend(labelsName).Where(name => !npz.Names.Contains(name)))
            throw Fault(path, name == labelsName ? $"labels in '{name}'" : $"an array '{name}'", npz, name == labelsName ? $"add {name}=labels, a class for each row" : "give other data for every layer, or for none");
        var labels = ReadLabels(npz, path, labelsName);
        foreach (var name in layers)
        {
            using var array = npz.Array(name);
            if (array.Rows != labels.Length)
                throw new InvalidDataException($"'{path}' must have a row of '{name}' for each label in '{labelsName}', but has {array.Rows} rows and {labels.Length} labels; write both for the same rows");
            var layer = name.EndsWith(Other, StringComparison.Ordinal) ? name[..^Other.Length] : name;
            var rows = array.Read<float>();

            // Told here, since rows lose their numbers when they are divided.
            if (rows.FirstRowNotFinite() is { } row)
                throw new InvalidDataException($"'{path}' must be finite in '{name}', but row {row} (from 0) is not; mend it, or leave the row out of every layer and of '{labelsName}'");
            yield return Splits.Random(new DataSet(layer, rows, labels, labels.Max() + 1), seed: seed);
        }
    }

    private static int[] ReadLabels(Npz npz, string path, string name)
    {
        using var array = npz.Array(name);
        if (array.Columns != 1 || array.Rows == 0)
            throw new InvalidDataException($"'{path}' must have one label a row in '{name}', but its shape is [{string.Join(", ", array.Shape)}]; write the class of each row as a whole number");
        var values = array.Read<double>().AsSpan().ToArray();
        var wrong = Array.FindIndex(values, value => !(value >= 0 && value < values.Length && Math.Floor(value) == value));
        if (wrong >= 0)
            throw new InvalidDataException(FormattableString.Invariant($"'{path}' must have classes 0, 1, 2, … in '{name}', fewer than its {values.Length} rows, but label {wrong} is {values[wrong]}; number the classes from 0"));
        return Array.ConvertAll(values, value => (int)value);
    }

    private static InvalidDataException Fault(string path, string what, Npz npz, string remedy) =>
        new($"'{path}' must have {what}, but has {(npz.Names.Count == 0 ? "no array" : string.Join(", ", npz.Names.Take(12)))}; {remedy}");
}
