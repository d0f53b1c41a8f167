using System.Numerics;
using System.Runtime.CompilerServices;

namespace DeepDive.Numerics;

/// <summary>
/// The largest eigenvalues of a symmetric tridiagonal matrix by bisection (Barth, Martin and Wilkinson 1967): the number of
/// negative pivots of T − xI is the number of eigenvalues below x. Many x go down the matrix side by side.
/// </summary>
/// <remarks>
/// One sweep over evenly spaced x gives every eigenvalue its bracket; each bracket is then halved until it is as short as
/// the rounding of the elements. The error is a few ε‖T‖, whatever the order (Kahan 1966).
/// </remarks>
internal sealed unsafe class SturmBisection<T, TVector, TLanes>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVector : unmanaged
    where TLanes : ILanes<T, TVector>
{
    // Six divisions under way at once hide their latency.
    private const int Vectors = 6;

    private readonly Scratch<T> _memory = new();
    private readonly Action<int> _countOnGrid, _refine;

    private T* _diagonal; // [n]
    private T* _negativeSquares; // −eᵢ₋₁², [n]
    private T* _grid, _below; // points and eigenvalues below them, [slots]
    private T* _low, _high; // brackets, [slots]
    private T _tolerance;
    private int _order, _slots, _wanted;

    public SturmBisection() => (_countOnGrid, _refine) = (CountOnGrid, Refine);

    private static int Batch => Vectors * TLanes.Count;

    /// <summary>The <paramref name="count"/> largest eigenvalues, largest first; n ≥ 1, 1 ≤ count ≤ n.</summary>
    /// <param name="band">The tridiagonal matrix in a band's first two diagonals (<see cref="Band"/>).</param>
    /// <param name="order">Rows n.</param>
    /// <param name="count">How many.</param>
    public double[] Largest(T* band, int order, int count)
    {
        (_order, _wanted) = (order, count);
        var batches = (count + Batch - 1) / Batch;
        _slots = batches * Batch;
        TakeMemory();
        var (low, high) = ReadMatrix(band);
        if (T.IsZero(_tolerance)) return new double[count];
        for (var i = 0; i < _slots; i++) _grid[i] = low + (high - low) * T.CreateTruncating((i + 1.0) / (_slots + 1.0));
        Workers.For(batches, _countOnGrid);
        BracketAll(low, high);
        Workers.For(batches, _refine);

        var result = new double[count];
        for (var i = 0; i < count; i++) result[i] = double.CreateTruncating(_low[i] + (_high[i] - _low[i]) / T.CreateTruncating(2));
        // Counts of neighbouring x may be off by a rounding error.
        Array.Sort(result);
        Array.Reverse(result);
        return result;
    }

    private void TakeMemory()
    {
        var memory = _memory.Take(2 * _order + 4 * _slots);
        _grid = memory;
        _below = memory + _slots;
        _low = memory + 2 * _slots;
        _high = memory + 3 * _slots;
        _diagonal = memory + 4 * _slots;
        _negativeSquares = _diagonal + _order;
    }

    /// <summary>Reads the diagonals and returns an interval with all eigenvalues inside (Gershgorin's circles).</summary>
    private (T Low, T High) ReadMatrix(T* band)
    {
        var (low, high, last) = (T.PositiveInfinity, T.NegativeInfinity, T.Zero);
        // Keeps 0/0 out; far below what rounding does to a matrix scaled to 1.
        var tiny = T.CreateTruncating(1e-37);
        for (var i = 0; i < _order; i++)
        {
            var next = i + 1 < _order ? T.Abs(band[Band.At(i + 1, i)]) : T.Zero;
            _diagonal[i] = band[Band.At(i, i)];
            _negativeSquares[i] = -(last * last) - tiny;
            (low, high) = (T.Min(low, _diagonal[i] - last - next), T.Max(high, _diagonal[i] + last + next));
            last = next;
        }

        var norm = T.Max(T.Abs(low), T.Abs(high));
        var epsilon = T.BitIncrement(T.One) - T.One;
        _tolerance = epsilon * norm / T.CreateTruncating(4);
        var margin = epsilon * norm * T.CreateTruncating(8) + tiny;
        return (low - margin, high + margin);
    }

    private void CountOnGrid(int batch) => CountBelow(_grid + batch * Batch, _below + batch * Batch);

    /// <summary>Gives each wanted eigenvalue the two neighbouring points of the grid between which it lies.</summary>
    private void BracketAll(T low, T high)
    {
        for (var i = 1; i < _slots; i++) _below[i] = T.Max(_below[i], _below[i - 1]);
        var point = _slots - 1;
        for (var i = 0; i < _slots; i++)
        {
            var rank = Rank(i);
            while (point >= 0 && _below[point] > rank) point--;
            (_low[i], _high[i]) = (point < 0 ? low : _grid[point], point + 1 < _slots ? _grid[point + 1] : high);
        }
    }

    /// <summary>Eigenvalues below the i-th largest; slots to spare repeat the last one that is wanted.</summary>
    private T Rank(int i) => T.CreateTruncating(_order - 1 - Math.Min(i, _wanted - 1));

    private void Refine(int batch)
    {
        var half = T.CreateTruncating(0.5);
        var points = stackalloc T[Batch];
        var below = stackalloc T[Batch];
        var low = _low + batch * Batch;
        var high = _high + batch * Batch;
        while (true)
        {
            var widest = T.Zero;
            for (var i = 0; i < Batch; i++)
            {
                points[i] = low[i] + half * (high[i] - low[i]);
                if (points[i] > low[i] && points[i] < high[i]) widest = T.Max(widest, high[i] - low[i]);
            }

            if (!(widest > _tolerance)) return; // a NaN ends it too
            CountBelow(points, below);
            for (var i = 0; i < Batch; i++)
            {
                if (below[i] <= Rank(batch * Batch + i)) low[i] = points[i];
                else high[i] = points[i];
            }
        }
    }

    /// <summary>For each of a batch of x: how many pivots qᵢ = dᵢ − x − eᵢ₋₁²/qᵢ₋₁ are negative.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void CountBelow(T* x, T* count)
    {
        TVector n0 = default, n1 = default, n2 = default, n3 = default, n4 = default, n5 = default;
        var q0 = TLanes.Broadcast(T.One);
        var (q1, q2, q3, q4, q5) = (q0, q0, q0, q0, q0);
        var minus = TLanes.Broadcast(-T.One);
        var x0 = TLanes.MultiplyAdd(TLanes.Load(x), minus, default);
        var x1 = TLanes.MultiplyAdd(TLanes.Load(x + TLanes.Count), minus, default);
        var x2 = TLanes.MultiplyAdd(TLanes.Load(x + 2 * TLanes.Count), minus, default);
        var x3 = TLanes.MultiplyAdd(TLanes.Load(x + 3 * TLanes.Count), minus, default);
        var x4 = TLanes.MultiplyAdd(TLanes.Load(x + 4 * TLanes.Count), minus, default);
        var x5 = TLanes.MultiplyAdd(TLanes.Load(x + 5 * TLanes.Count), minus, default);
        var diagonal = _diagonal;
        var squares = _negativeSquares;
        for (var i = _order; i > 0; i--, diagonal++, squares++)
        {
            var (d, e) = (TLanes.Broadcast(*diagonal), TLanes.Broadcast(*squares));
            Pivot(d, e, x0, ref q0, ref n0);
            Pivot(d, e, x1, ref q1, ref n1);
            Pivot(d, e, x2, ref q2, ref n2);
            Pivot(d, e, x3, ref q3, ref n3);
            Pivot(d, e, x4, ref q4, ref n4);
            Pivot(d, e, x5, ref q5, ref n5);
        }

        TLanes.Store(n0, count);
        TLanes.Store(n1, count + TLanes.Count);
        TLanes.Store(n2, count + 2 * TLanes.Count);
        TLanes.Store(n3, count + 3 * TLanes.Count);
        TLanes.Store(n4, count + 4 * TLanes.Count);
        TLanes.Store(n5, count + 5 * TLanes.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Pivot(TVector d, TVector e, TVector minusX, ref TVector q, ref TVector negatives)
    {
        q = TLanes.Add(TLanes.Add(d, minusX), TLanes.Divide(e, q));
        negatives = TLanes.Add(negatives, TLanes.OneWhereNegative(q));
    }
}
