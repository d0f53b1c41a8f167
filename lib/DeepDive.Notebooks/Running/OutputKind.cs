namespace DeepDive.Notebooks.Running;

/// <summary>Where an output came from.</summary>
public enum OutputKind
{
    /// <summary>A value that the cell displayed, or its last expression.</summary>
    Display,

    /// <summary>Text written to the console.</summary>
    Console,

    /// <summary>Text written to the console's error stream.</summary>
    ConsoleError,
}
