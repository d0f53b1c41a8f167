namespace DeepDive.Bench;

/// <summary>What was measured of a rival in one setting.</summary>
/// <param name="Name">Name of the rival.</param>
/// <param name="Setting">How it ran.</param>
internal sealed record RivalResult(string Name, string Setting)
{
    public Samples Samples { get; } = new();

    /// <summary>What it ran on.</summary>
    public string Platform { get; set; } = "";

    /// <summary>Why there are no figures, or null.</summary>
    public string? Problem { get; set; }
}
