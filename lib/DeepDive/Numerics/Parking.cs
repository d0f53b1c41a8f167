using System.Diagnostics;

namespace DeepDive.Numerics;

/// <summary>A place where one thread waits for a condition: busily for a short while, then asleep.</summary>
internal sealed class Parking
{
    // Longer than what a solver does between two loops, shorter than anybody notices. A thread that has slept may be woken on
    // the caller's own processor, where the two take turns until the system moves one.
    private static readonly long s_spinTicks = Environment.ProcessorCount == 1 ? 0 : Stopwatch.Frequency / 1000;

    // On a busy machine the thread that is waited for may want this very processor.
    private const int SpinsPerYield = 8;

    private readonly object _bed = new();
    private volatile bool _asleep;

    public void WaitUntil<TState>(TState state, Func<TState, bool> holds)
    {
        var start = Stopwatch.GetTimestamp();
        for (var spin = 1; !holds(state); spin++)
        {
            if (Stopwatch.GetTimestamp() - start >= s_spinTicks) Sleep(state, holds);
            else if (spin % SpinsPerYield != 0) Thread.SpinWait(4);
            else Thread.Yield();
        }
    }

    /// <summary>Call after an interlocked write has made the condition true; costs next to nothing when nobody sleeps.</summary>
    public void Wake()
    {
        if (!_asleep) return;
        lock (_bed) Monitor.Pulse(_bed);
    }

    private void Sleep<TState>(TState state, Func<TState, bool> holds)
    {
        lock (_bed)
        {
            // First announce, then look again: a waker that missed the announcement made the condition true before this look.
            _asleep = true;
            Interlocked.MemoryBarrier();
            while (!holds(state)) Monitor.Wait(_bed);
            _asleep = false;
        }
    }
}
