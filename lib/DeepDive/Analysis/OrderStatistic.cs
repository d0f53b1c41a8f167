using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DeepDive.Analysis;

/// <summary>Exact order statistics of many numbers, without sorting them all.</summary>
/// <remarks>
/// A sorted sample brackets the wanted ranks; only what lies inside the bracket is kept, again and again until little
/// is left to sort (Floyd and Rivest 1975). The sample decides the time alone, never the result.
/// </remarks>
internal static class OrderStatistic
{
    private const int SortLimit = 1024;

    /// <summary>Mean of the elements that would stand at <paramref name="low"/> and <paramref name="high"/>, low ≤ high ≤ low + 1, if the values were sorted.</summary>
    /// <param name="values">Finite values, in any order; not changed.</param>
    /// <param name="low">First rank, from 0.</param>
    /// <param name="high">Second rank.</param>
    public static double MeanOfRanks<T>(ReadOnlySpan<T> values, int low, int high)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var buffer = ArrayPool<T>.Shared.Rent(values.Length);
        try
        {
            for (var margin = 1.0; values.Length > SortLimit;)
            {
                var (floor, ceiling) = Bracket(values, low, high, margin);
                var (below, inside) = Collect(values, floor, ceiling, buffer);
                if (low < below || high >= below + inside)
                {
                    margin *= 2;
                    continue;
                }

                if (floor == ceiling) return double.CreateTruncating(floor);
                var tied = inside > values.Length / 4 * 3;
                values = buffer.AsSpan(0, inside);
                (low, high) = (low - below, high - below);
                if (tied) break;
            }

            var rest = buffer.AsSpan(0, values.Length);
            values.CopyTo(rest);
            rest.Sort();
            return (double.CreateTruncating(rest[low]) + double.CreateTruncating(rest[high])) / 2;
        }
        finally
        {
            ArrayPool<T>.Shared.Return(buffer);
        }
    }

    // The sample's elements four standard deviations of its quantiles (at most √s/2 places) to either side, times the margin.
    private static (T Floor, T Ceiling) Bracket<T>(ReadOnlySpan<T> values, int low, int high, double margin)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var sample = new T[(int)(3 * Math.Sqrt(values.Length))];
        var bits = 0x9E3779B97F4A7C15UL;
        for (var i = 0; i < sample.Length; i++)
        {
            // Xorshift: rows of a data set may be ordered by class, so a regular grid would not be a fair sample.
            bits ^= bits << 13;
            bits ^= bits >> 7;
            bits ^= bits << 17;
            sample[i] = values[(int)(bits % (ulong)values.Length)];
        }

        Array.Sort(sample);
        var reach = (int)(margin * 2 * Math.Sqrt(sample.Length)) + 1;
        var first = (int)((double)low / values.Length * sample.Length) - reach;
        var last = (int)((double)high / values.Length * sample.Length) + reach;
        return (first < 0 ? T.NegativeInfinity : sample[first], last >= sample.Length ? T.PositiveInfinity : sample[last]);
    }

    // Counts the values below the bracket and moves those inside it to the front of the buffer, which may be the values' own memory.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (int Below, int Inside) Collect<T>(ReadOnlySpan<T> values, T floor, T ceiling, Span<T> buffer)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (below, inside, i) = (0, 0, 0);
        var (floors, ceilings) = (Vector256.Create(floor), Vector256.Create(ceiling));
        for (; i <= values.Length - Vector256<T>.Count; i += Vector256<T>.Count)
        {
            var block = Vector256.Create(values[i..]);
            var under = Vector256.LessThan(block, floors).ExtractMostSignificantBits();
            var kept = Vector256.LessThanOrEqual(block, ceilings).ExtractMostSignificantBits() & ~under;
            below += BitOperations.PopCount(under);
            for (; kept != 0; kept &= kept - 1) buffer[inside++] = values[i + BitOperations.TrailingZeroCount(kept)];
        }

        foreach (var value in values[i..])
        {
            if (value < floor) below++;
            else if (value <= ceiling) buffer[inside++] = value;
        }

        return (below, inside);
    }
}
