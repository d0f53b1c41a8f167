namespace DeepDive.Notebooks.Live;

/// <summary>What an event of a run tells.</summary>
internal enum LiveEventKind
{
    /// <summary>The run begins.</summary>
    RunStarted,

    /// <summary>A cell begins.</summary>
    CellStarted,

    /// <summary>A cell shows a value, or another one in its place.</summary>
    Output,

    /// <summary>A cell wrote to the console.</summary>
    Console,

    /// <summary>A cell told how far it is.</summary>
    Progress,

    /// <summary>A cell ended.</summary>
    CellFinished,

    /// <summary>The run ended.</summary>
    RunFinished,
}
