using System.Runtime.ExceptionServices;

namespace DeepDive.Numerics;

/// <summary>Persistent threads that take the indices of one loop at a time in chunks, which grow smaller towards its end.</summary>
/// <remarks>
/// A loop's epoch and its next index share one 64-bit word, and a chunk is claimed by compare-and-swap on that word.
/// So a thread that comes late to a finished loop can claim nothing of the next one by mistake, and a claim proves that the
/// loop's fields, read before it, belong to it: a loop cannot end while a chunk of it is out, and between loops, while
/// the fields change, the word is one that no thread has claimed from.
/// </remarks>
internal sealed class WorkerPool
{
    // A chunk is this share of what is left: few enough claims to be cheap, and at the end single indices, so that no
    // thread waits for another one's chunk, even if the system holds one up.
    private const int ChunksPerThread = 8;

    [ThreadStatic]
    private static bool s_inside;

    private readonly Lock _gate = new();
    private readonly Parking _caller = new();
    private volatile Parking[] _workers = [];

    private long _claims; // epoch in the high half, next index in the low half
    private int _remaining;
    private int _count, _threads;
    private volatile Action<int>? _body;
    private ExceptionDispatchInfo? _failure;

    /// <summary>Runs the loop, or returns false if the pool is taken or this thread is in a loop's body.</summary>
    public bool TryRun(int count, Action<int> body, int threads)
    {
        if (s_inside || !_gate.TryEnter()) return false;
        s_inside = true;
        try
        {
            Publish(count, body, Math.Min(threads, count));
            Work(Epoch(_claims), 0);
            _caller.WaitUntil(this, static pool => Volatile.Read(ref pool._remaining) == 0);
            _body = null;
            Interlocked.Exchange(ref _failure, null)?.Throw();
            return true;
        }
        finally
        {
            s_inside = false;
            _gate.Exit();
        }
    }

    private static int Epoch(long claims) => (int)(claims >> 32);

    private void Publish(int count, Action<int> body, int threads)
    {
        EnsureThreads(threads - 1);
        // Closed first: a thread that read the last loop's claims must not succeed with this loop's fields.
        Interlocked.Exchange(ref _claims, ((long)Epoch(_claims) << 32) | int.MaxValue);
        (_body, _count, _threads, _remaining) = (body, count, threads, count);
        Interlocked.Exchange(ref _claims, (long)(Epoch(_claims) + 1) << 32);
        for (var i = 0; i < threads - 1; i++) _workers[i].Wake();
    }

    private void EnsureThreads(int count)
    {
        while (_workers.Length < count)
        {
            var id = _workers.Length + 1;
            var parking = new Parking();
            var seen = Epoch(_claims);
            _workers = [.. _workers, parking];
            new Thread(() => Serve(id, parking, seen)) { IsBackground = true, Name = $"Deep Dive worker {id}" }.UnsafeStart();
        }
    }

    private void Serve(int id, Parking parking, int seen)
    {
        s_inside = true;
        while (true)
        {
            parking.WaitUntil((Pool: this, Seen: seen), static state => Epoch(Volatile.Read(ref state.Pool._claims)) != state.Seen);
            seen = Epoch(Volatile.Read(ref _claims));
            Work(seen, id);
        }
    }

    /// <summary>Claims and runs chunks until none of this epoch is left; <paramref name="id"/> 0 is the caller.</summary>
    private void Work(int epoch, int id)
    {
        while (true)
        {
            var claims = Volatile.Read(ref _claims);
            var (body, count, threads) = (_body, _count, _threads);
            var start = (int)claims;
            if (Epoch(claims) != epoch || start >= count || id >= threads) return;
            var end = start + Math.Max(1, (count - start) / (threads * ChunksPerThread));
            if (Interlocked.CompareExchange(ref _claims, claims + (end - start), claims) != claims) continue;
            RunChunk(body!, start, end);
            if (Interlocked.Add(ref _remaining, start - end) == 0 && id != 0) _caller.Wake();
        }
    }

    private void RunChunk(Action<int> body, int start, int end)
    {
        try
        {
            for (var i = start; i < end && Volatile.Read(ref _failure) is null; i++) body(i);
        }
#pragma warning disable CA1031 // Whatever a body throws belongs to the caller, who gets it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(exception), null);
        }
    }
}
