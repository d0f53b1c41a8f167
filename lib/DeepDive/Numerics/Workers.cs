namespace DeepDive.Numerics;

/// <summary>The threads that numerics and sweeps share.</summary>
/// <remarks>
/// Work inside a worker runs on that worker's thread alone, so loops may nest: a sweep that trains several
/// networks side by side keeps each network's products on one thread. Results never depend on <see cref="Count"/>.
/// The threads start when first needed, wait between loops (busily for a millisecond, then parked at no cost)
/// and do not keep the process alive.
/// </remarks>
public static class Workers
{
    private static readonly WorkerPool s_pool = new();

    private static int s_count = Environment.ProcessorCount;

    /// <summary>Number of threads to use, the caller's included; at first the number of processors.</summary>
    /// <remarks>A change counts from the next loop on.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">Not positive.</exception>
    public static int Count
    {
        get => s_count;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
            s_count = value;
        }
    }

    /// <summary>Runs <paramref name="body"/> for 0…<paramref name="count"/> − 1, in any order, and waits for all.</summary>
    /// <remarks>
    /// Runs on the calling thread alone inside another loop's body, and while another thread's loop has the workers.
    /// If a body throws, indices not yet begun are left out, and the first exception is rethrown here as it was thrown.
    /// Allocates nothing; keep the delegate where a loop runs often. Ambient state (<see cref="AsyncLocal{T}"/>) does not
    /// reach the workers.
    /// </remarks>
    public static void For(int count, Action<int> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        if (count <= 1 || Count == 1 || !s_pool.TryRun(count, body, Count))
        {
            for (var i = 0; i < count; i++) body(i);
        }
    }
}
