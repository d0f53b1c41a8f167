using System.Numerics;
using System.Runtime.CompilerServices;

namespace DeepDive.Numerics;

/// <summary>
/// What one step of bulge chasing does to 32×32 blocks of a band (<see cref="Band"/>). All run down columns, two
/// registers at a time; a block is named by its element (0, 0).
/// </summary>
internal static unsafe class BulgeKernels<T, TVector, TLanes>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVector : unmanaged
    where TLanes : ILanes<T, TVector>
{
    private const int Width = Band.Width;

    /// <summary>Turns a column into (β, 0, …, 0) by H = I − τ·v·vᵀ with v₀ = 1; returns τ, or 0 with v = 0 if there is nothing to do.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static T Reflect(T* column, T* v)
    {
        var alpha = column[0];
        column[0] = T.Zero;
        TVector squares = default;
        for (var i = 0; i < Width; i += TLanes.Count)
        {
            var x = TLanes.Load(column + i);
            squares = TLanes.MultiplyAdd(x, x, squares);
        }

        var tail = TLanes.Sum(squares);
        var reflects = tail > T.Zero;
        var beta = reflects ? -T.CopySign(T.Sqrt(alpha * alpha + tail), alpha) : alpha;
        var scale = TLanes.Broadcast(reflects ? T.One / (alpha - beta) : T.Zero);
        for (var i = 0; i < Width; i += TLanes.Count)
        {
            TLanes.Store(TLanes.MultiplyAdd(scale, TLanes.Load(column + i), default), v + i);
            TLanes.Store(default, column + i);
        }

        column[0] = beta;
        if (!reflects) return T.Zero;
        v[0] = T.One;
        return (beta - alpha) / beta;
    }

    /// <summary>H·D·H for a square block on the diagonal with its mirror image: D − v·wᵀ − w·vᵀ, w = τDv − ½τ(τvᵀDv)v.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void BothSides(T* diagonal, T* v, T tau)
    {
        // The last row was below the diagonal block of the sweep before, where there is no mirror image.
        var mirror = diagonal + (Width - 1) * Band.RowStep;
        for (var j = 0; j < Width - 1; j++) mirror[j] = diagonal[j * Band.RowStep + Width - 1];

        var w = stackalloc T[Width];
        Multiply(diagonal, v, tau, w);
        var shift = TLanes.Broadcast(T.CreateTruncating(-0.5) * tau * Dot(v, w));
        for (var i = 0; i < Width; i += TLanes.Count) TLanes.Store(TLanes.MultiplyAdd(shift, TLanes.Load(v + i), TLanes.Load(w + i)), w + i);
        SubtractBoth(diagonal, v, w);
    }

    /// <summary>block·H, which makes a bulge; then a new reflector from the left that clears the bulge's first column; returns its τ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static T Chase(T* block, T* v, T tau, T* next)
    {
        var w = stackalloc T[Width];
        var products = stackalloc T[Width];
        Multiply(block, v, -tau, w);
        for (var i = 0; i < Width; i++) block[i] += w[i] * v[0];
        var nextTau = Reflect(block, next);
        if (Width == 2 * TLanes.Count)
        {
            AddOuterAndReflect(block, w, v, next, nextTau);
            return nextTau;
        }

        AddOuterAndMultiply(block, w, v, next, products);
        AddReflected(block, next, -nextTau, products);
        return nextTau;
    }

    /// <summary>result = factor · block·v.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Multiply(T* block, T* v, T factor, T* result)
    {
        for (var i = 0; i < Width; i += 2 * TLanes.Count)
        {
            TVector even0 = default, even1 = default, odd0 = default, odd1 = default;
            var column = block + i;
            for (var j = 0; j < Width; j += 2, column += 2 * Band.RowStep)
            {
                var (even, odd) = (TLanes.Broadcast(v[j]), TLanes.Broadcast(v[j + 1]));
                even0 = TLanes.MultiplyAdd(TLanes.Load(column), even, even0);
                even1 = TLanes.MultiplyAdd(TLanes.Load(column + TLanes.Count), even, even1);
                odd0 = TLanes.MultiplyAdd(TLanes.Load(column + Band.RowStep), odd, odd0);
                odd1 = TLanes.MultiplyAdd(TLanes.Load(column + Band.RowStep + TLanes.Count), odd, odd1);
            }

            var factors = TLanes.Broadcast(factor);
            TLanes.Store(TLanes.MultiplyAdd(factors, TLanes.Add(even0, odd0), default), result + i);
            TLanes.Store(TLanes.MultiplyAdd(factors, TLanes.Add(even1, odd1), default), result + i + TLanes.Count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Dot(T* x, T* y)
    {
        TVector sum = default;
        for (var i = 0; i < Width; i += TLanes.Count) sum = TLanes.MultiplyAdd(TLanes.Load(x + i), TLanes.Load(y + i), sum);
        return TLanes.Sum(sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SubtractBoth(T* diagonal, T* v, T* w)
    {
        for (var i = 0; i < Width; i += 2 * TLanes.Count)
        {
            var (v0, v1, w0, w1) = (TLanes.Load(v + i), TLanes.Load(v + i + TLanes.Count), TLanes.Load(w + i), TLanes.Load(w + i + TLanes.Count));
            var column = diagonal + i;
            for (var j = 0; j < Width; j++, column += Band.RowStep)
            {
                var (vj, wj) = (TLanes.Broadcast(-v[j]), TLanes.Broadcast(-w[j]));
                TLanes.Store(TLanes.MultiplyAdd(w0, vj, TLanes.MultiplyAdd(v0, wj, TLanes.Load(column))), column);
                TLanes.Store(TLanes.MultiplyAdd(w1, vj, TLanes.MultiplyAdd(v1, wj, TLanes.Load(column + TLanes.Count))), column + TLanes.Count);
            }
        }
    }

    /// <summary>block += w·vᵀ, then block − τ·next·nextᵀ·block, from the second column on: two registers hold a whole column.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddOuterAndReflect(T* block, T* w, T* v, T* next, T nextTau)
    {
        var (w0, w1, n0, n1) = (TLanes.Load(w), TLanes.Load(w + TLanes.Count), TLanes.Load(next), TLanes.Load(next + TLanes.Count));
        var column = block + Band.RowStep;
        for (var j = 1; j < Width; j++, column += Band.RowStep)
        {
            var vj = TLanes.Broadcast(v[j]);
            var x0 = TLanes.MultiplyAdd(w0, vj, TLanes.Load(column));
            var x1 = TLanes.MultiplyAdd(w1, vj, TLanes.Load(column + TLanes.Count));
            var product = TLanes.Broadcast(-nextTau * TLanes.Sum(TLanes.MultiplyAdd(x0, n0, TLanes.MultiplyAdd(x1, n1, default))));
            TLanes.Store(TLanes.MultiplyAdd(n0, product, x0), column);
            TLanes.Store(TLanes.MultiplyAdd(n1, product, x1), column + TLanes.Count);
        }
    }

    /// <summary>block += w·vᵀ from the second column on, and products = blockᵀ·next of the same columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddOuterAndMultiply(T* block, T* w, T* v, T* next, T* products)
    {
        new Span<T>(products, Width).Clear();
        for (var i = 0; i < Width; i += 2 * TLanes.Count)
        {
            var (w0, w1, n0, n1) = (TLanes.Load(w + i), TLanes.Load(w + i + TLanes.Count), TLanes.Load(next + i), TLanes.Load(next + i + TLanes.Count));
            var column = block + Band.RowStep + i;
            for (var j = 1; j < Width; j++, column += Band.RowStep)
            {
                var vj = TLanes.Broadcast(v[j]);
                var x0 = TLanes.MultiplyAdd(w0, vj, TLanes.Load(column));
                var x1 = TLanes.MultiplyAdd(w1, vj, TLanes.Load(column + TLanes.Count));
                TLanes.Store(x0, column);
                TLanes.Store(x1, column + TLanes.Count);
                products[j] += TLanes.Sum(TLanes.MultiplyAdd(x0, n0, TLanes.MultiplyAdd(x1, n1, default)));
            }
        }
    }

    /// <summary>block += factor · next·productsᵀ from the second column on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddReflected(T* block, T* next, T factor, T* products)
    {
        for (var i = 0; i < Width; i += 2 * TLanes.Count)
        {
            var factors = TLanes.Broadcast(factor);
            var n0 = TLanes.MultiplyAdd(factors, TLanes.Load(next + i), default);
            var n1 = TLanes.MultiplyAdd(factors, TLanes.Load(next + i + TLanes.Count), default);
            var column = block + Band.RowStep + i;
            for (var j = 1; j < Width; j++, column += Band.RowStep)
            {
                var product = TLanes.Broadcast(products[j]);
                TLanes.Store(TLanes.MultiplyAdd(n0, product, TLanes.Load(column)), column);
                TLanes.Store(TLanes.MultiplyAdd(n1, product, TLanes.Load(column + TLanes.Count)), column + TLanes.Count);
            }
        }
    }
}
