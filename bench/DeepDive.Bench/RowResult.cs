namespace DeepDive.Bench;

/// <summary>What was measured of a workload.</summary>
/// <param name="Row">Name of the workload.</param>
/// <param name="Title">What is done.</param>
/// <param name="Threads">Threads of ours.</param>
/// <param name="Flops">Operations of a unit, or 0.</param>
internal sealed record RowResult(string Row, string Title, int Threads, double Flops)
{
    public Samples Ours { get; } = new();

    /// <summary>Each rival in each setting.</summary>
    public List<RivalResult> Rivals { get; } = [];

    /// <summary>Why there are no figures, or null.</summary>
    public string? Problem { get; set; }

    public static RowResult Of(Workload workload) => new(workload.Row, workload.Title, workload.Threads, workload.Flops);

    /// <summary>The result of a workload that there was no time for.</summary>
    public static RowResult LeftOut(Workload workload) => Of(workload) with { Problem = "left out: the time was up" };
}
