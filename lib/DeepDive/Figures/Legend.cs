namespace DeepDive.Figures;

/// <summary>The names in a figure with their styles; a name is listed once however many panels draw it.</summary>
internal sealed class Legend(Palette palette, IReadOnlyList<string> names)
{
    private readonly HashSet<string> _listed = [];

    /// <summary>All names, in the order of their first use.</summary>
    public IReadOnlyList<string> Names => names;

    /// <summary>Whether there is a choice of names at all.</summary>
    public bool IsShown => names.Count > 1;

    /// <summary>Style of a name.</summary>
    public Style StyleOf(string name)
    {
        var index = 0;
        while (names[index] != name) index++;
        return Style.Of(palette, index, names.Count);
    }

    /// <summary>Whether a trace is to appear in the legend: the first of its name only.</summary>
    public bool List(string name) => _listed.Add(name) && IsShown;
}
