namespace DeepDive.Bench.Rivals;

/// <summary>What a workload's time is compared with.</summary>
internal abstract class Rival : IDisposable
{
    /// <summary>The name that targets know it by.</summary>
    public abstract string Name { get; }

    /// <summary>How it runs, such as "2 threads".</summary>
    public abstract string Setting { get; }

    /// <summary>What it runs on, such as a BLAS, or empty.</summary>
    public virtual string Platform => "";

    /// <summary>Repetitions after which it is left out of the turns.</summary>
    public virtual int MostRepetitions => int.MaxValue;

    /// <summary>Waits until repetitions can start.</summary>
    /// <exception cref="RivalException">It cannot run here.</exception>
    public virtual void WaitUntilReady()
    {
    }

    /// <summary>Runs once.</summary>
    /// <returns>Seconds a unit, and the answer (null if there is none).</returns>
    /// <exception cref="RivalException">It has failed.</exception>
    public abstract (double Seconds, double[]? Answer) Repeat();

    public virtual void Dispose()
    {
    }
}
