namespace DeepDive.Notebooks.Live;

/// <summary>How far one viewer has seen a run; a new one has seen nothing and gets the whole present state first.</summary>
public sealed class LiveCursor
{
    internal long Version { get; set; } = -1;

    // How much of each console text it has, counted from the text's very beginning.
    internal Dictionary<(int Cell, int Position), long> Seen { get; } = [];
}
