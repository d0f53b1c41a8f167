using DeepDive.Bench.Rivals;

namespace DeepDive.Bench;

/// <summary>A ratio to reach on a quiet machine: how many times as fast as the rival.</summary>
/// <param name="Row">Workload.</param>
/// <param name="Rival">What it is compared with.</param>
/// <param name="Ratio">Rival's time by ours; a share where the rival is the machine's peak.</param>
internal sealed record Target(string Row, string Rival, double Ratio);

/// <summary>The targets of the study's workloads.</summary>
internal static class Targets
{
    /// <summary>A target is missed if the ratio is below this share of it.</summary>
    public const double Slack = 0.9;

    public static IReadOnlyList<Target> All { get; } =
    [
        new("gemm-2000-1-thread", FmaPeak.RivalName, 0.92),
        new("gemm-2000", FmaPeak.RivalName, 0.86),
        new("gemm-1200x120x120-1-thread", FmaPeak.RivalName, 0.83),
        new("gemm-1200x120x120", FmaPeak.RivalName, 0.72),
        new("train-1", "hand-tuned", 12),
        new("train-5", "hand-tuned", 2.3),
        new("train-5", "reference loop", 4),
        new("train-5-1-thread", FmaPeak.RivalName, 0.85),
        new("train-8", "hand-tuned", 2.3),
        new("train-8", "reference loop", 4),
        new("sweep", "hand-tuned", 1 / 0.7),
        new("ntk-2000", "hand-tuned", 2.5),
        new("ntk-2000", "vmap(jacrev)", 180),
        new("probe-easy", "hand-tuned", 2),
        new("probe-hard", "hand-tuned", 2),
        new("spectrum-2000", "LAPACK", 1.5),
        new("spectrum-3600", "LAPACK", 1.5),
        new("cka-rbf", "hand-tuned", 12),
        new("cka-linear", "hand-tuned", 2),
    ];
}
