namespace DeepDive.Notebooks.Running;

/// <summary>How far a cell got.</summary>
public enum CellStatus
{
    /// <summary>It has not run, or never did because an earlier cell failed.</summary>
    Waiting,

    /// <summary>It runs.</summary>
    Running,

    /// <summary>It ran to its end.</summary>
    Succeeded,

    /// <summary>It failed; see its error.</summary>
    Failed,

    /// <summary>It was abandoned because the run was cancelled.</summary>
    Cancelled,
}
