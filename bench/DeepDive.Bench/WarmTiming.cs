using System.Diagnostics;

namespace DeepDive.Bench;

/// <summary>Times work on cores that are awake.</summary>
/// <remarks>
/// After a rest a scheduler may leave all threads of a loop on one core for some tens of milliseconds, which would be most of a
/// short run. The scripts of bench/peers do the same (<c>protocol.py</c>).
/// </remarks>
internal static class WarmTiming
{
    /// <summary>Time for which cores work before it counts.</summary>
    public static readonly TimeSpan WarmUp = TimeSpan.FromMilliseconds(100);

    // So long a run warms itself up.
    private static readonly TimeSpan s_longRun = TimeSpan.FromSeconds(1);

    /// <summary>How long the first run takes that starts warm or is a long one; each is prepared first, which is not timed.</summary>
    public static TimeSpan Measure(Action prepare, Action run)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            prepare();
            var start = clock.Elapsed;
            run();
            var duration = clock.Elapsed - start;
            if (start >= WarmUp || duration >= s_longRun) return duration;
        }
    }
}
