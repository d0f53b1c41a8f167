using System.Diagnostics;
using System.Globalization;

namespace DeepDive.Bench;

/// <summary>How much of the cores others take: a share of time that a calibrated loop loses on all cores at once.</summary>
/// <param name="Lost">Share of the time, 0…1.</param>
/// <param name="Load">Load average of the last minute, or NaN if the system has none.</param>
internal sealed record Quietness(double Lost, double Load)
{
    private const int Steps = 100_000; // About 0.1 ms.
    private const double QuietShare = 0.03;
    private static readonly TimeSpan s_duration = TimeSpan.FromSeconds(1);
    private static ulong s_result;

    public bool IsQuiet => Lost < QuietShare;

    /// <summary>Watches the machine for a second.</summary>
    public static Quietness Measure()
    {
        var cores = Environment.ProcessorCount;
        var shares = new double[cores];
        var threads = Enumerable.Range(0, cores).Select(i => new Thread(() => shares[i] = LostShare())).ToArray();
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();
        return new Quietness(shares.Average(), LoadAverage());
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{(IsQuiet ? "quiet" : "NOT QUIET")}: a loop lost {Lost:P1} of its time, load average {Load:0.00}");

    // Every piece takes as long as the shortest, if nobody is in the way.
    private static double LostShare()
    {
        var (count, shortest) = (0, TimeSpan.MaxValue);
        for (var warming = Stopwatch.StartNew(); warming.Elapsed < WarmTiming.WarmUp;) Loop();
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < s_duration)
        {
            var start = clock.Elapsed;
            Loop();
            var duration = clock.Elapsed - start;
            if (duration < shortest) shortest = duration;
            count++;
        }

        return Math.Max(0, 1 - count * shortest / clock.Elapsed);
    }

    private static void Loop()
    {
        var state = 1UL;
        for (var i = 0; i < Steps; i++) state = state * 6364136223846793005UL + 1442695040888963407UL;
        Volatile.Write(ref s_result, state);
    }

    private static double LoadAverage()
    {
        const string File = "/proc/loadavg";
        return System.IO.File.Exists(File)
            ? double.Parse(System.IO.File.ReadAllText(File).Split(' ')[0], CultureInfo.InvariantCulture)
            : double.NaN;
    }
}
