using DeepDive.Models;

namespace DeepDive.Training;

/// <summary>All blocks of several pieces of work in one loop: threads wait for each other once, not at every piece.</summary>
internal sealed class RowLoop
{
    private readonly RowWork[] _pieces;
    private readonly int _parameterCount;
    private readonly Action<int> _run;

    /// <summary>A loop over the rows of <paramref name="pieces"/>, each through a network of so many parameters.</summary>
    public RowLoop(int parameterCount, params RowWork[] pieces)
    {
        (_parameterCount, _pieces) = (parameterCount, pieces);
        _run = RunBlock;
    }

    /// <summary>Works on all rows.</summary>
    public void Run()
    {
        var (count, rows) = (0, 0L);
        foreach (var piece in _pieces)
        {
            count += new RowBlocks(piece.Rows).Count;
            rows += piece.Rows;
        }

        RowWork.Share(count, rows * _parameterCount, _run);
    }

    private void RunBlock(int block)
    {
        foreach (var piece in _pieces)
        {
            var count = new RowBlocks(piece.Rows).Count;
            if (block < count)
            {
                piece.Run(block);
                return;
            }

            block -= count;
        }
    }
}
