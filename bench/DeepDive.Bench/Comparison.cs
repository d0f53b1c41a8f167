using System.Diagnostics;
using DeepDive.Bench.Rivals;
using DeepDive.Numerics;

namespace DeepDive.Bench;

/// <summary>Runs a workload and its rivals in turn, so that what disturbs one disturbs all.</summary>
/// <param name="deadline">Moment after which no further repetition starts.</param>
internal sealed class Comparison(DateTime deadline)
{
    private const int FewestRounds = 3;
    private const int MostRounds = 40;
    private const int Overrun = 2; // Budgets that may be spent on the fewest rounds.

    // OpenBLAS's threads spin for some tens of milliseconds before they sleep.
    private static readonly TimeSpan s_settling = TimeSpan.FromMilliseconds(50);

    /// <summary>Checks the workload against its plain twin, then times it; every peer's answer is compared with ours.</summary>
    /// <param name="workload">What to time.</param>
    /// <param name="budget">Time to spend on timing.</param>
    public RowResult Measure(Workload workload, TimeSpan budget)
    {
        if (DateTime.UtcNow > deadline) return RowResult.LeftOut(workload);
        var result = RowResult.Of(workload);
        using var inputs = new SharedFolder();
        workload.SetUp();
        workload.Share(inputs);
        var rivals = Start(workload, inputs);
        try
        {
            workload.Verify();
            Time(workload, budget, result, [.. rivals.Select(rival => (rival, Introduce(rival, result)))]);
        }
        catch (WrongAnswerException exception)
        {
            result.Problem = $"wrong answer: {exception.Message}";
        }
        finally
        {
            foreach (var rival in rivals) rival.Dispose();
        }

        return result;
    }

    private static List<Rival> Start(Workload workload, SharedFolder inputs)
    {
        var rivals = new List<Rival>();
        if (workload.Flops > 0) rivals.Add(new FmaPeak(workload.Flops, workload.Threads));
        foreach (var peer in workload.Peers)
            rivals.AddRange(peer.Threads.Distinct().Select(threads => new PeerProcess(peer, threads, workload.Units, inputs)));
        return rivals;
    }

    private static RivalResult Introduce(Rival rival, RowResult row)
    {
        var result = new RivalResult(rival.Name, rival.Setting);
        row.Rivals.Add(result);
        try
        {
            rival.WaitUntilReady();
            result.Platform = rival.Platform;
        }
        catch (RivalException exception)
        {
            result.Problem = exception.Message;
        }

        return result;
    }

    private void Time(Workload workload, TimeSpan budget, RowResult row, (Rival Rival, RivalResult Result)[] rivals)
    {
        var clock = Stopwatch.StartNew();
        for (var round = 0; round == 0 || (round < MostRounds && clock.Elapsed < (round < FewestRounds ? Overrun * budget : budget)); round++)
        {
            if (round > 0 && DateTime.UtcNow > deadline) break;
            row.Ours.Add(TimeOurs(workload));
            foreach (var (rival, result) in rivals.Where(IsWanted)) Repeat(rival, result, workload);
        }
    }

    private static bool IsWanted((Rival Rival, RivalResult Result) pair) =>
        pair.Result.Problem is null && pair.Result.Samples.Seconds.Count < pair.Rival.MostRepetitions;

    private static double TimeOurs(Workload workload)
    {
        Workers.Count = workload.Threads;
        Thread.Sleep(s_settling);
        return WarmTiming.Measure(workload.Prepare, workload.Run).TotalSeconds / workload.Units;
    }

    private static void Repeat(Rival rival, RivalResult result, Workload workload)
    {
        Thread.Sleep(s_settling);
        try
        {
            var (seconds, theirs) = rival.Repeat();
            if (theirs is not null) WrongAnswerException.ThrowIfFar(rival.Name, theirs, workload.Answer(), workload.Tolerance);
            result.Samples.Add(seconds);
        }
        catch (RivalException exception)
        {
            result.Problem = exception.Message;
        }
    }
}
