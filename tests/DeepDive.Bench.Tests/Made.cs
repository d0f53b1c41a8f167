using DeepDive.Bench.Apart;

namespace DeepDive.Bench.Tests;

/// <summary>Results with times that are made up, so that no verdict depends on a clock.</summary>
internal static class Made
{
    public static Quietness Quiet { get; } = new(Lost: 0, Load: 0);

    /// <summary>A row whose rival takes <paramref name="ratio"/> times as long as ours.</summary>
    public static RowResult Row(string row, string rival, double ratio)
    {
        var result = new RowResult(row, "made up", Threads: 1, Flops: 0);
        var other = new RivalResult(rival, "1 thread");
        foreach (var seconds in (double[])[1, 2, 9])
        {
            result.Ours.Add(seconds);
            other.Samples.Add(ratio * seconds);
        }

        result.Rivals.Add(other);
        return result;
    }

    public static Report Report(IReadOnlyList<RowResult> rows, params IReadOnlyList<MemoryLine> memory) =>
        new(Machine.Here(), Quiet, Quiet, peaks: [1e11, 2e11], rows, memory, isQuick: false);
}
