using System.Numerics;
using System.Runtime.CompilerServices;

namespace DeepDive.Numerics;

/// <summary>
/// Band → tridiagonal by orthogonal similarity (Schwarz 1968; Lang 1993). Sweep s clears column s below its first
/// off-diagonal element, which makes a bulge 32 rows down, and step after step chases the bulge out at the end.
/// </summary>
/// <remarks>
/// Step t of a sweep needs step t + 1 of the sweep before, so that sweeps follow each other down the band like a wave (Haidar,
/// Ltaief and Dongarra 2011). A task is some steps of some successive sweeps, each of which lags one step behind the one before; tasks
/// that run at the same time are at least two steps apart and touch different elements. The order in which
/// an element is changed is that of the sweeps one by one, whatever the number of threads.
/// </remarks>
internal sealed unsafe class BulgeChase<T, TVector, TLanes>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVector : unmanaged
    where TLanes : ILanes<T, TVector>
{
    private const int Width = Band.Width;

    // A task's sweeps reuse its columns of the band in cache; StepsPerTask > SweepsPerTask keeps tasks apart.
    private const int SweepsPerTask = 7;
    private const int StepsPerTask = 8;

    private readonly Scratch<T> _memory = new();
    private readonly Action<int> _runTask;

    private T* _band;
    private T* _reflectors; // the last of each sweep, [n, 32]
    private T* _taus; // [n]
    private int _order, _wave, _chunks, _firstGroup;

    public BulgeChase() => _runTask = RunTask;

    private int Sweeps => Math.Max(0, _order - 2);

    /// <summary>Reduces a band of order n in place.</summary>
    /// <param name="band">The band, laid out as <see cref="Band"/> says; its first two diagonals become those of the tridiagonal matrix.</param>
    /// <param name="order">Rows n.</param>
    public void Reduce(T* band, int order)
    {
        _band = band;
        _order = order;
        _reflectors = _memory.Take(order * (Width + 1));
        _taus = _reflectors + (nint)order * Width;
        var groups = (Sweeps + SweepsPerTask - 1) / SweepsPerTask;
        _chunks = (StepCount(0) + SweepsPerTask - 1 + StepsPerTask - 1) / StepsPerTask;
        var waves = groups == 0 ? 0 : 2 * (groups - 1) + _chunks;
        for (_wave = 0; _wave < waves; _wave++)
        {
            // Group g is at chunk wave − 2g.
            _firstGroup = Math.Max(0, (_wave - _chunks + 2) / 2);
            Workers.For(Math.Min(groups - 1, _wave / 2) - _firstGroup + 1, _runTask);
        }
    }

    private int StepCount(int sweep) => (_order - 2 - sweep) / Width + 1;

    private void RunTask(int task)
    {
        var group = _firstGroup + task;
        var firstStep = (_wave - 2 * group) * StepsPerTask;
        for (var i = 0; i < SweepsPerTask; i++)
        {
            var sweep = group * SweepsPerTask + i;
            if (sweep >= Sweeps) return;
            RunSteps(sweep, Math.Max(0, firstStep - i), Math.Min(StepCount(sweep), firstStep + StepsPerTask - i));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void RunSteps(int sweep, int step, int end)
    {
        if (step >= end) return;
        var v = _reflectors + (nint)sweep * Width;
        var next = stackalloc T[Width];
        for (; step < end; step++)
        {
            var row = sweep + 1 + step * Width;
            if (step == 0)
            {
                _taus[sweep] = BulgeKernels<T, TVector, TLanes>.Reflect(_band + Band.At(row, sweep), v);
            }
            else
            {
                _taus[sweep] = BulgeKernels<T, TVector, TLanes>.Chase(_band + Band.At(row, row - Width), v, _taus[sweep], next);
                new ReadOnlySpan<T>(next, Width).CopyTo(new Span<T>(v, Width));
            }

            BulgeKernels<T, TVector, TLanes>.BothSides(_band + Band.At(row, row), v, _taus[sweep]);
        }
    }
}
