using DeepDive.Bench.Apart;

namespace DeepDive.Bench.Growth;

/// <summary>Time and memory of one case, or why there is none.</summary>
/// <param name="Axis">What is varied: rows, depth or width.</param>
/// <param name="Study">The case.</param>
/// <param name="Who">ours or PyTorch.</param>
/// <param name="Seconds">Median of a call or an epoch, or NaN.</param>
/// <param name="ExtraBytes">Peak above the process's base, or null where the system does not say.</param>
/// <param name="Note">Why there are no figures, or empty.</param>
internal sealed record GrowthPoint(string Axis, StudyCase Study, string Who, double Seconds, long? ExtraBytes, string Note)
{
    public const string Ours = "ours";
    public const string Peer = "PyTorch";

    /// <summary>Value on the varied axis.</summary>
    public int Value => Axis switch
    {
        GrowthPlan.Rows => Study.Rows,
        GrowthPlan.Depth => Study.Depth,
        _ => Study.Width,
    };

    /// <summary>Extra megabytes, or NaN.</summary>
    public double Megabytes => ExtraBytes / 1e6 ?? double.NaN;

    public static GrowthPoint LeftOut(string axis, StudyCase study, string who, string why) => new(axis, study, who, double.NaN, null, why);
}
