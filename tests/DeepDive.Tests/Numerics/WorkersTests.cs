using System.Diagnostics;
using DeepDive.Numerics;

namespace DeepDive.Tests.Numerics;

/// <summary>Tests that set <see cref="Workers.Count"/>, which all tests share, run alone.</summary>
[CollectionDefinition("Workers", DisableParallelization = true)]
public class WorkersCollection;

[Collection("Workers")]
public sealed class WorkersTests : IDisposable
{
    private readonly int _count = Workers.Count;

    public void Dispose() => Workers.Count = _count;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Every_index_runs_once(int threads)
    {
        Workers.Count = threads;
        foreach (var count in new[] { 0, 1, 2, 3, 17, 1000, 1001 })
        {
            var runs = new int[count];
            for (var repeat = 0; repeat < 50; repeat++) Workers.For(count, i => Interlocked.Increment(ref runs[i]));
            Assert.All(runs, times => Assert.Equal(50, times));
        }
    }

    [Fact]
    public void A_thread_that_leaves_a_loop_late_takes_nothing_of_a_longer_next_one()
    {
        Workers.Count = 2 * Environment.ProcessorCount; // more threads than processors: some are held up anywhere
        var runs = new int[21];
        var body = new Action<int>(i =>
        {
            Interlocked.Increment(ref runs[i]);
            Thread.SpinWait(20);
        });
        var watch = Stopwatch.StartNew();
        while (watch.ElapsedMilliseconds < 1000)
        {
            foreach (var count in new[] { 2, 11, 21, 5, 4, 3 })
            {
                Array.Clear(runs);
                Workers.For(count, body);
                Assert.All(runs[..count], times => Assert.Equal(1, times));
            }
        }
    }

    [Fact]
    public void A_loop_uses_as_many_threads_as_asked_for_and_no_more()
    {
        foreach (var threads in new[] { 3, 1, 2, 4 })
        {
            Workers.Count = threads;
            var ids = new int[threads];
            using var all = new Barrier(threads);
            Workers.For(threads, i =>
            {
                ids[i] = Environment.CurrentManagedThreadId;
                Assert.True(all.SignalAndWait(TimeSpan.FromSeconds(30)) || threads == 1);
            });
            Assert.Equal(threads, ids.Distinct().Count());
        }
    }

    [Fact]
    public void A_loop_inside_a_loop_stays_on_its_thread()
    {
        Workers.Count = 3;
        Workers.For(6, _ =>
        {
            var thread = Environment.CurrentManagedThreadId;
            Workers.For(20, _ => Assert.Equal(thread, Environment.CurrentManagedThreadId));
        });
    }

    [Fact]
    public void The_first_exception_comes_out_as_thrown_and_the_pool_works_on()
    {
        Workers.Count = 3;
        var error = Assert.Throws<InvalidOperationException>(() => Workers.For(100, ThrowAt40));
        Assert.Contains(nameof(ThrowAt40), error.StackTrace, StringComparison.Ordinal);
        Every_index_runs_once(3);

        static void ThrowAt40(int i)
        {
            if (i == 40) throw new InvalidOperationException("forty");
        }
    }

    [Fact]
    public void Loops_from_two_threads_at_once_both_finish()
    {
        Workers.Count = 2;
        var total = 0L;
        var threads = Enumerable.Range(0, 2).Select(_ => new Thread(() =>
        {
            for (var repeat = 0; repeat < 2000; repeat++) Workers.For(8, i => Interlocked.Add(ref total, i));
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        Assert.Equal(2 * 2000 * 28, total);
    }

    [Fact]
    public void A_loop_that_ran_before_allocates_nothing()
    {
        Workers.Count = 2;
        Action<int> body = static _ => { };
        for (var i = 0; i < 100; i++) Workers.For(10, body);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++) Workers.For(10, body);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Theory]
    [InlineData(1200, 120, 120)]
    [InlineData(7, 130, 3000)]
    [InlineData(500, 33, 1100)]
    [InlineData(200, 2, 4000)]
    public void A_product_has_the_same_bits_on_any_number_of_threads(int m, int n, int k)
    {
        var a = Random(m, k);
        var (b, transposedB, transposedA) = (Random(k, n), Random(n, k), Random(k, m));
        var results = new List<float[]>();
        foreach (var threads in new[] { 1, 2, 5 })
        {
            Workers.Count = threads;
            var c = new Matrix<float>(m, 3 * n);
            MatMul.NN(a, b, c.ColumnRange(0, n));
            MatMul.NT(a, transposedB, c.ColumnRange(n, n));
            MatMul.TN(transposedA, b, c.ColumnRange(2 * n, n));
            results.Add(c.AsSpan().ToArray());
        }

        Assert.Equal(results[0], results[1]);
        Assert.Equal(results[0], results[2]);
    }

    [Fact]
    public void A_number_of_threads_below_one_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Workers.Count = 0);

    private static Matrix<float> Random(int rows, int columns)
    {
        var (random, matrix) = (new RandomStream(7), new Matrix<float>(rows, columns));
        foreach (ref var value in matrix.AsSpan()) value = (float)random.NextNormal();
        return matrix;
    }
}
