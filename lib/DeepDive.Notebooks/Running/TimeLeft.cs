namespace DeepDive.Notebooks.Running;

/// <summary>How long work may still take, if it goes on as it went.</summary>
public static class TimeLeft
{
    // Before that, what had to start once (compiling, reading data) counts for too much.
    private const double LeastFraction = 0.02;

    /// <summary>elapsed · (1/fraction − 1).</summary>
    /// <param name="elapsed">Since the work began.</param>
    /// <param name="fraction">How much is done, from 0 to 1.</param>
    /// <returns>The time, or null where too little is done to tell.</returns>
    public static TimeSpan? After(TimeSpan elapsed, double fraction) =>
        fraction > LeastFraction ? elapsed * ((1 / Math.Min(1, fraction)) - 1) : null;
}
