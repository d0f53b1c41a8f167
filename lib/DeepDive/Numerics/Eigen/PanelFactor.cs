using System.Numerics;
using System.Runtime.CompilerServices;

namespace DeepDive.Numerics;

/// <summary>
/// QR of a tall panel by Householder reflectors in compact WY form (Schreiber and Van Loan 1989):
/// H₀·H₁·…·H₃₁ = I − V·T·Vᵀ, with V [n, 32] unit lower trapezoidal and T [32, 32] upper triangular.
/// </summary>
/// <remarks>
/// The panel is row-major, and one sweep over its rows does all that a column needs: it applies the reflector before, and
/// sums the products of the next column with all columns. Those with later columns give the next reflector's
/// projections, that with itself its length, those with earlier columns its column of T. Reflectors stay unscaled
/// until the end.
/// </remarks>
internal sealed unsafe class PanelFactor<T, TVector, TLanes>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVector : unmanaged
    where TLanes : ILanes<T, TVector>
{
    private const int Width = Band.Width;

    private readonly Scratch<T> _memory = new();
    private readonly T* _products; // of the next column with all columns, over the rows below its head
    private readonly T* _factors; // by which the last reflector's column is added to each column
    private readonly T* _scales; // from the unscaled reflectors to V
    private readonly T* _diagonal; // of R

    public PanelFactor()
    {
        _products = _memory.Take(4 * Width);
        _factors = _products + Width;
        _scales = _factors + Width;
        _diagonal = _scales + Width;
    }

    /// <summary>Factors the panel, and leaves R in its first 32 rows on and above the diagonal.</summary>
    /// <param name="panel">[rows, 32], followed by rows of zeros up to at least 32.</param>
    /// <param name="rows">Rows n of the panel.</param>
    /// <param name="v">Takes V, [max(n, 32), 32].</param>
    /// <param name="t">Takes T, [32, 32].</param>
    public void Factor(T* panel, int rows, T* v, T* t)
    {
        new Span<T>(_factors, Width).Clear();
        new Span<T>(t, Width * Width).Clear();
        for (var column = 0; column < Width; column++)
        {
            Sweep(panel + column * Width, 1, column - 1, column);
            Sweep(panel + (column + 1) * Width, rows - column - 1, column - 1, column);
            t[column * Width + column] = Reflect(panel + column * Width, column);
            FillRow(t, panel + column * Width, column);
        }

        Transpose(t);
        WriteReflectors(panel, rows, v, t);
        for (var i = 0; i < Width; i++) panel[i * Width + i] = _diagonal[i];
    }

    /// <summary>Chooses the reflector of a column from its head row and the products below; returns τ, 0 if there is nothing to reflect.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private T Reflect(T* head, int column)
    {
        var (alpha, tail) = (head[column], _products[column]);
        new Span<T>(_factors, Width).Clear();
        (_scales[column], _diagonal[column]) = (T.Zero, alpha);
        if (!(tail > T.Zero)) return T.Zero;

        var beta = -T.CopySign(T.Sqrt(alpha * alpha + tail), alpha);
        var (tau, scale) = ((beta - alpha) / beta, T.One / (alpha - beta));
        (_scales[column], _diagonal[column]) = (scale, beta);
        for (var j = column + 1; j < Width; j++)
        {
            var projection = tau * (head[j] + scale * _products[j]);
            head[j] -= projection;
            _factors[j] = -projection * scale;
        }

        return tau;
    }

    /// <summary>T[0…c−1, c] = −τ · T[0…c−1, 0…c−1] · Vᵀv, as a row of Tᵀ, so that it is a sum of rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FillRow(T* transposed, T* head, int column)
    {
        var row = transposed + column * Width;
        var tau = row[column];
        for (var j = 0; j < column; j++)
        {
            var factor = TLanes.Broadcast(-tau * _scales[j] * (head[j] + _scales[column] * _products[j]));
            for (var i = 0; i < Width; i += TLanes.Count)
                TLanes.Store(TLanes.MultiplyAdd(factor, TLanes.Load(transposed + j * Width + i), TLanes.Load(row + i)), row + i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Transpose(T* square)
    {
        for (var i = 0; i < Width; i++)
        {
            for (var j = 0; j < i; j++) (square[i * Width + j], square[j * Width + i]) = (square[j * Width + i], square[i * Width + j]);
        }
    }

    /// <summary>Applies reflector <paramref name="last"/> to the rows and sums the products of column <paramref name="next"/>.</summary>
    private void Sweep(T* rows, int count, int last, int next)
    {
        // The registers that hold the next column go first; for the others it is then up to date in memory.
        last = Math.Max(last, 0);
        var first = next / (2 * TLanes.Count) * (2 * TLanes.Count);
        Sweep(rows, count, first, last, next, _factors[next]);
        for (var offset = 0; offset < Width; offset += 2 * TLanes.Count)
        {
            if (offset != first) Sweep(rows, count, offset, last, next, T.Zero);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Sweep(T* rows, int count, int offset, int last, int next, T nextFactor)
    {
        var (f0, f1) = (TLanes.Load(_factors + offset), TLanes.Load(_factors + offset + TLanes.Count));
        var nextFactors = TLanes.Broadcast(nextFactor);
        TVector even0 = default, even1 = default, odd0 = default, odd1 = default;
        for (; count >= 2; count -= 2, rows += 2 * Width)
        {
            Row(rows, offset, last, next, f0, f1, nextFactors, ref even0, ref even1);
            Row(rows + Width, offset, last, next, f0, f1, nextFactors, ref odd0, ref odd1);
        }

        if (count > 0) Row(rows, offset, last, next, f0, f1, nextFactors, ref even0, ref even1);
        TLanes.Store(TLanes.Add(even0, odd0), _products + offset);
        TLanes.Store(TLanes.Add(even1, odd1), _products + offset + TLanes.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Row(T* row, int offset, int last, int next, TVector f0, TVector f1, TVector nextFactor, ref TVector sum0, ref TVector sum1)
    {
        var reflector = TLanes.Broadcast(row[last]);
        var column = TLanes.MultiplyAdd(reflector, nextFactor, TLanes.Broadcast(row[next]));
        var x0 = TLanes.MultiplyAdd(reflector, f0, TLanes.Load(row + offset));
        var x1 = TLanes.MultiplyAdd(reflector, f1, TLanes.Load(row + offset + TLanes.Count));
        TLanes.Store(x0, row + offset);
        TLanes.Store(x1, row + offset + TLanes.Count);
        sum0 = TLanes.MultiplyAdd(column, x0, sum0);
        sum1 = TLanes.MultiplyAdd(column, x1, sum1);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void WriteReflectors(T* panel, int rows, T* v, T* t)
    {
        for (var i = 0; i < Math.Max(rows, Width); i++)
        {
            for (var j = 0; j < Width; j += TLanes.Count)
                TLanes.Store(TLanes.MultiplyAdd(TLanes.Load(panel + i * Width + j), TLanes.Load(_scales + j), default), v + i * Width + j);
        }

        for (var i = 0; i < Width; i++)
        {
            v[i * Width + i] = T.IsZero(t[i * Width + i]) ? T.Zero : T.One;
            new Span<T>(v + i * Width + i + 1, Width - i - 1).Clear();
        }
    }
}
