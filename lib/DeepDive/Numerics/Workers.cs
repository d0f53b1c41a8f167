namespace DeepDive.Numerics;

/// <summary>The threads that numerics and sweeps share.</summary>
/// <remarks>
/// Work inside a worker runs on that worker's thread alone, so loops may nest: a sweep that trains several
/// networks side by side keeps each network's products on one thread. Results never depend on <see cref="Count"/>.
/// </remarks>
public static class Workers
{
    [ThreadStatic]
    private static bool s_inside;

    private static int s_count = Environment.ProcessorCount;

    /// <summary>Number of threads to use, the caller's included; at first the number of processors.</summary>
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
    /// <exception cref="AggregateException">A body has thrown.</exception>
    public static void For(int count, Action<int> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        if (s_inside || Count == 1 || count <= 1)
        {
            for (var i = 0; i < count; i++) body(i);
            return;
        }

        Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = Count }, i =>
        {
            s_inside = true;
            try
            {
                body(i);
            }
            finally
            {
                s_inside = false;
            }
        });
    }
}
