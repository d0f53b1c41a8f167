using DeepDive.Models;
using DeepDive.Numerics;

namespace DeepDive.Training;

/// <summary>Work on rows of data whose blocks threads may share out.</summary>
internal abstract class RowWork
{
    // Below this many multiply-adds, waking a thread costs more than it saves.
    private const long MinParallelWork = 1 << 19;

    /// <summary>Rows that are worked on next.</summary>
    public abstract int Rows { get; }

    /// <summary>Works on one block of <see cref="RowBlocks"/>; the blocks' order does not matter.</summary>
    public abstract void Run(int block);

    /// <summary>Runs a loop on the shared threads if it has enough work for them.</summary>
    public static void Share(int count, long multiplyAdds, Action<int> body)
    {
        if (multiplyAdds >= MinParallelWork) Workers.For(count, body);
        else for (var i = 0; i < count; i++) body(i);
    }
}
