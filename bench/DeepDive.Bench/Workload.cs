using DeepDive.Bench.Rivals;
using DeepDive.Numerics;

namespace DeepDive.Bench;

/// <summary>
/// One row of the comparison: work of the study, done by the library's public entry points as the notebooks call them.
/// A repetition is <see cref="Units"/> calls or epochs; times are per unit.
/// </summary>
internal abstract class Workload
{
    /// <summary>Name on the command line and in <see cref="Targets"/>.</summary>
    public abstract string Row { get; }

    /// <summary>What is done, for the table.</summary>
    public abstract string Title { get; }

    /// <summary>Threads that the library may use.</summary>
    public virtual int Threads => Environment.ProcessorCount;

    /// <summary>Calls or epochs a repetition: enough for some tens of milliseconds.</summary>
    public virtual int Units => 1;

    /// <summary>Operations of the matrix products of a unit, or 0 where a share of the peak means nothing.</summary>
    public virtual double Flops => 0;

    /// <summary>Most by which an answer may differ from a peer's, relative to the largest number of the answer.</summary>
    public abstract double Tolerance { get; }

    /// <summary>Time after which no further repetition starts.</summary>
    public virtual TimeSpan Budget => TimeSpan.FromSeconds(10);

    /// <summary>The same work in PyTorch.</summary>
    public abstract IReadOnlyList<Peer> Peers { get; }

    /// <summary>Makes the inputs.</summary>
    public abstract void SetUp();

    /// <summary>Writes the inputs for the peers.</summary>
    public abstract void Share(SharedFolder folder);

    /// <summary>Runs once and compares with the plain twin; not timed.</summary>
    /// <exception cref="WrongAnswerException">They differ.</exception>
    public abstract void Verify();

    /// <summary>Makes what a repetition uses up; not timed.</summary>
    public virtual void Prepare()
    {
    }

    /// <summary>One repetition.</summary>
    public abstract void Run();

    /// <summary>The answer of the last repetition, in the order in which the peers give theirs.</summary>
    public abstract double[] Answer();

    /// <summary>One repetition with what belongs to it.</summary>
    protected void PrepareAndRun()
    {
        Workers.Count = Threads;
        Prepare();
        Run();
    }
}
