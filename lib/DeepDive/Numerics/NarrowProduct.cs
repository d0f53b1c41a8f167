using System.Numerics;
using System.Runtime.CompilerServices;

namespace DeepDive.Numerics;

/// <summary>Products with few outputs on one side, as dot products of lines that run along memory: nothing is packed.</summary>
internal static unsafe class NarrowProduct<T, TVector, TLanes>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVector : unmanaged
    where TLanes : ILanes<T, TVector>
{
    /// <summary>At most this many lines count as few.</summary>
    public const int MaxFew = 4;

    /// <summary>c[i · manyStride + j · fewStride] = (or +=) line i of many · line j of few; both with Step 1 and k ≥ lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(
        int manyCount, Operand<T> many, int fewCount, Operand<T> few, int k, T* c, nint manyStride, nint fewStride, bool accumulate)
    {
        for (var i = 0; i < manyCount; i += 4)
        {
            for (var j = 0; j < fewCount; j += 2)
                FourByTwo(i, manyCount - 1, many, j, fewCount - 1, few, k, c, manyStride, fewStride, accumulate);
        }
    }

    /// <summary>Four lines against two; beyond the last line, the last is taken again and its result dropped.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FourByTwo(
        int i, int iLast, Operand<T> many, int j, int jLast, Operand<T> few, int k, T* c, nint manyStride, nint fewStride, bool accumulate)
    {
        var x = few.Start + j * few.Stride;
        var y = few.Start + Math.Min(j + 1, jLast) * few.Stride;
        var a0 = many.Start + i * many.Stride;
        var a1 = many.Start + Math.Min(i + 1, iLast) * many.Stride;
        var a2 = many.Start + Math.Min(i + 2, iLast) * many.Stride;
        var a3 = many.Start + Math.Min(i + 3, iLast) * many.Stride;
        TVector x0 = default, x1 = default, x2 = default, x3 = default, y0 = default, y1 = default, y2 = default, y3 = default;
        nint p = 0;
        for (; p + TLanes.Count <= k; p += TLanes.Count)
        {
            var (vx, vy) = (TLanes.Load(x + p), TLanes.Load(y + p));
            Step(TLanes.Load(a0 + p), vx, vy, ref x0, ref y0);
            Step(TLanes.Load(a1 + p), vx, vy, ref x1, ref y1);
            Step(TLanes.Load(a2 + p), vx, vy, ref x2, ref y2);
            Step(TLanes.Load(a3 + p), vx, vy, ref x3, ref y3);
        }

        if (p < k)
        {
            // The last vector overlaps elements that have been summed; they are blanked on both sides (0 · ∞ is not 0).
            var rest = (int)(k - p);
            p = k - TLanes.Count;
            var (vx, vy) = (TLanes.KeepLast(TLanes.Load(x + p), rest), TLanes.KeepLast(TLanes.Load(y + p), rest));
            Step(TLanes.KeepLast(TLanes.Load(a0 + p), rest), vx, vy, ref x0, ref y0);
            Step(TLanes.KeepLast(TLanes.Load(a1 + p), rest), vx, vy, ref x1, ref y1);
            Step(TLanes.KeepLast(TLanes.Load(a2 + p), rest), vx, vy, ref x2, ref y2);
            Step(TLanes.KeepLast(TLanes.Load(a3 + p), rest), vx, vy, ref x3, ref y3);
        }

        c += i * manyStride + j * fewStride;
        var second = j < jLast ? fewStride : 0;
        Write(x0, y0, c, second, accumulate);
        if (i < iLast) Write(x1, y1, c + manyStride, second, accumulate);
        if (i + 1 < iLast) Write(x2, y2, c + 2 * manyStride, second, accumulate);
        if (i + 2 < iLast) Write(x3, y3, c + 3 * manyStride, second, accumulate);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Write(TVector sumX, TVector sumY, T* c, nint second, bool accumulate)
    {
        *c = TLanes.Sum(sumX) + (accumulate ? *c : T.Zero);
        if (second != 0) c[second] = TLanes.Sum(sumY) + (accumulate ? c[second] : T.Zero);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step(TVector a, TVector x, TVector y, ref TVector sumX, ref TVector sumY)
    {
        sumX = TLanes.MultiplyAdd(a, x, sumX);
        sumY = TLanes.MultiplyAdd(a, y, sumY);
    }
}
