using System.Buffers;
using System.Numerics;

namespace DeepDive.Analysis;

/// <summary>Exact order statistics of many numbers, without sorting them all.</summary>
/// <remarks>
/// A sorted sample brackets the wanted ranks; only what lies inside the bracket is kept, again and again until little
/// is left to sort (Floyd and Rivest 1975). The sample decides the time alone, never the result.
/// </remarks>
internal static class OrderStatistic
{
    private const int SortLimit = 2048;
    private const int SampleCount = 4096;
    private const int FirstMargin = 128; // Four standard deviations of a sample quantile.

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
            for (var margin = FirstMargin; values.Length > SortLimit;)
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

    private static (T Floor, T Ceiling) Bracket<T>(ReadOnlySpan<T> values, int low, int high, int margin)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var sample = new T[SampleCount];
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
        var first = (int)((double)low / values.Length * sample.Length) - margin;
        var last = (int)((double)high / values.Length * sample.Length) + margin;
        return (first < 0 ? T.NegativeInfinity : sample[first], last >= sample.Length ? T.PositiveInfinity : sample[last]);
    }

    // Counts the values below the bracket and moves those inside it to the buffer, which may be the values' own memory.
    private static (int Below, int Inside) Collect<T>(ReadOnlySpan<T> values, T floor, T ceiling, Span<T> buffer)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (below, inside, i) = (0, 0, 0);
        var (floors, ceilings) = (new Vector<T>(floor), new Vector<T>(ceiling));
        for (; i <= values.Length - Vector<T>.Count; i += Vector<T>.Count)
        {
            var block = new Vector<T>(values[i..]);
            var under = Vector.LessThan(block, floors);
            below += Vector.CountWhereAllBitsSet(under);
            if (!Vector.AnyWhereAllBitsSet(Vector.AndNot(Vector.LessThanOrEqual(block, ceilings), under))) continue;
            foreach (var value in values.Slice(i, Vector<T>.Count))
            {
                buffer[inside] = value;
                inside += value >= floor && value <= ceiling ? 1 : 0;
            }
        }

        foreach (var value in values[i..])
        {
            if (value < floor) below++;
            else if (value <= ceiling) buffer[inside++] = value;
        }

        return (below, inside);
    }
}
