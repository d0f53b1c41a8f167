using System.Runtime.ExceptionServices;
using DeepDive.Numerics;

namespace DeepDive.Training;

/// <summary>Runs independent jobs, such as trainings of several depths and seeds, side by side.</summary>
public static class Sweep
{
    /// <summary>Runs jobs 0…<paramref name="count"/> − 1, each on one thread, and returns their results in that order.</summary>
    /// <remarks>
    /// A job gives the same bits as alone, if it draws from its own random streams. Jobs start roughly in their order:
    /// give the longest first. Progress goes to the running notebook cell.
    /// </remarks>
    /// <param name="count">Number of jobs, ≥ 0.</param>
    /// <param name="job">What to do, by index; several run at once. Best one training a job.</param>
    /// <param name="what">What is done, after "5 of 24 " in the progress.</param>
    /// <param name="cancellation">Keeps further jobs from starting; hand it to the jobs too.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative.</exception>
    /// <exception cref="OperationCanceledException">The sweep was cancelled.</exception>
    /// <exception cref="Exception">What a job has thrown, as it was thrown.</exception>
    public static IReadOnlyList<TResult> Run<TResult>(int count, Func<int, TResult> job, string what = "networks trained", CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentNullException.ThrowIfNull(job);
        var results = new TResult[count];
        var progress = new SweepProgress(count, what);
        try
        {
            Workers.For(count, index =>
            {
                cancellation.ThrowIfCancellationRequested();
                using (progress.Begin(index)) results[index] = job(index);
            });
        }
        catch (AggregateException exception)
        {
            ExceptionDispatchInfo.Throw(exception.InnerExceptions[0]);
        }

        return results;
    }
}
