namespace DeepDive.Cli.Serving;

/// <summary>Wakes everyone who waits for the next change.</summary>
internal sealed class Signal
{
    private TaskCompletionSource _next = New();

    /// <summary>Completes at the next change; taken before one looks, so that no change is missed.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    public void Raise() => Interlocked.Exchange(ref _next, New()).SetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
