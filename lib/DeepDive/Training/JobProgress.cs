namespace DeepDive.Training;

/// <summary>Where the training that this thread runs reports to: the job of a sweep, or else whoever listens.</summary>
internal abstract class JobProgress
{
    [ThreadStatic]
    private static JobProgress? s_current;

    /// <summary>The job that this thread works on, or null outside a sweep.</summary>
    public static JobProgress? Current
    {
        get => s_current;
        set => s_current = value;
    }

    /// <summary>Tells of an epoch of the network that this thread trains.</summary>
    public static void Report(in EpochReport report, int epochs, bool isLast)
    {
        var fraction = isLast ? 1 : (double)report.Epoch / epochs;
        if (Current is { } job) job.Report(fraction);
        else if (ProgressListener.IsDue(isLast)) ProgressListener.Write(FormattableString.Invariant($"epoch {report.Epoch} of {epochs}, training loss {report.Train.Loss:G3}"), fraction);
    }

    /// <summary>Told by what runs inside the job: the fraction done, in 0…1.</summary>
    public abstract void Report(double fraction);
}
