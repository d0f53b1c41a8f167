namespace DeepDive.Notebooks.Running;

/// <summary>How to run a notebook.</summary>
public sealed record RunOptions
{
    /// <summary>Parameter values by name, as the command line gives them.</summary>
    public IReadOnlyDictionary<string, string> Overrides { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether parameters take their quick value.</summary>
    public bool Quick { get; init; }

    /// <summary>Whether cells after a failed one still run.</summary>
    public bool ContinueOnError { get; init; }

    /// <summary>What the caller knows about the code that runs.</summary>
    public RunMetadata? Metadata { get; init; }
}
