using System.Diagnostics;

namespace DeepDive.Training;

/// <summary>
/// Tells whoever listens how far work is: event "progress" of the <see cref="DiagnosticListener"/> named
/// "DeepDive.Progress", with a payload <c>(string Text, double Fraction)</c>, Fraction in 0…1.
/// </summary>
internal static class ProgressListener
{
    private const string EventName = "progress";

    // A reader cannot follow more, and telling must not cost time.
    private static readonly TimeSpan s_leastInterval = TimeSpan.FromMilliseconds(100);

    private static readonly DiagnosticListener s_listener = new("DeepDive.Progress");

    private static long s_lastWritten;

    /// <summary>Whether someone listens, and enough time has passed since the last word or there will be no other.</summary>
    public static bool IsDue(bool isLast) =>
        s_listener.IsEnabled(EventName)
        && (isLast || Stopwatch.GetElapsedTime(Interlocked.Read(ref s_lastWritten)) >= s_leastInterval);

    /// <summary>Tells whoever listens.</summary>
    public static void Write(string text, double fraction)
    {
        Interlocked.Exchange(ref s_lastWritten, Stopwatch.GetTimestamp());
        s_listener.Write(EventName, (Text: text, Fraction: fraction));
    }
}
