using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;
using DeepDive.Numerics;

namespace DeepDive.Analysis;

/// <summary>
/// A symmetric kernel [n, n] as its diagonal and its strict upper triangle, row after row: half the memory and half
/// the work. Elements are T, sums over rows are float64.
/// </summary>
/// <remarks>The triangle is rented: the first touch of new memory costs as much as the product that fills it.</remarks>
internal sealed class PackedKernel<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int BlockRows = 128;
    private const int ChunkLength = 4096;   // Chunks of ten kernels fit the second-level cache.
    private const int ChunksPerGroup = 16;
    private const int FlushRows = 32;
    private const int MaxRows = 65_536;     // The triangle of more has no int length.

    private readonly T[] _diagonal;
    private readonly int _length;
    private T[] _upper;

    private PackedKernel(int size)
    {
        if (size > MaxRows)
            throw new ArgumentException($"a kernel must have ≤ {MaxRows} rows, but has {size}; take a sample of the rows", nameof(size));
        Size = size;
        _diagonal = new T[size];
        _length = (int)((long)size * (size - 1) / 2);
        _upper = ArrayPool<T>.Shared.Rent(_length);
    }

    /// <summary>n.</summary>
    public int Size { get; }

    /// <summary>⟨x_i, x_j⟩, x [n, d].</summary>
    public static PackedKernel<T> Gram(Matrix<T> x)
    {
        var kernel = new PackedKernel<T>(x.Rows);
        var buffer = new Matrix<T>(Math.Min(BlockRows, x.Rows), x.Rows);
        for (var start = 0; start < x.Rows; start += BlockRows)
        {
            var rows = x.RowRange(start, Math.Min(BlockRows, x.Rows - start));
            var block = buffer.RowRange(0, rows.Rows).ColumnRange(0, x.Rows - start);
            MatMul.NT(rows, x.RowRange(start, x.Rows - start), block);
            for (var i = 0; i < block.Rows; i++)
            {
                kernel._diagonal[start + i] = block[i, i];
                block.Row(i)[(i + 1)..].CopyTo(kernel.Upper(start + i));
            }
        }

        return kernel;
    }

    /// <summary>exp(−d²_ij / (2 t² median d²)), d the distances between the rows of x [n, d], not centred.</summary>
    public static PackedKernel<T> Rbf(Matrix<T> x, double bandwidth, MedianRule rule)
    {
        var kernel = Gram(x);
        kernel.ToSquaredDistances();
        var width = 2 * bandwidth * bandwidth * kernel.MedianSquaredDistance(rule);

        // A median of 0 has a limit: 1 where rows coincide, 0 elsewhere. The largest finite factor gives it, without 0·∞.
        var factor = T.Max(T.CreateTruncating(-1 / width), -T.BitDecrement(T.PositiveInfinity));
        for (var i = 0; i < kernel.Size; i++)
        {
            var row = kernel.Upper(i);
            TensorPrimitives.Multiply(row, factor, row);
            TensorPrimitives.Exp(row, row);
        }

        kernel._diagonal.AsSpan().Fill(T.One);
        return kernel;
    }

    /// <summary>Gives the memory back; the kernel is not to be used again.</summary>
    public void Dispose()
    {
        ArrayPool<T>.Shared.Return(_upper);
        _upper = [];
    }

    /// <summary>Centres rows and columns, HKH with H = I − 11ᵀ/n, in place.</summary>
    public void Centre()
    {
        var sums = RowSums();
        double total = 0;
        for (var i = 0; i < Size; i++) total += sums[i] += double.CreateTruncating(_diagonal[i]);
        var shifts = Array.ConvertAll(sums, sum => sum / Size - total / (2.0 * Size * Size));
        Subtract(shifts);
        for (var i = 0; i < Size; i++) _diagonal[i] = T.CreateTruncating(double.CreateTruncating(_diagonal[i]) - 2 * shifts[i]);
    }

    /// <summary>U-centres in place: off-diagonal rows sum to 0, the diagonal is 0 (Székely and Rizzo 2014, eq. 2.1).</summary>
    public void CentreUnbiased()
    {
        var sums = RowSums();
        var total = sums.Sum();
        Subtract(Array.ConvertAll(sums, sum => (sum - total / (2.0 * (Size - 1))) / (Size - 2)));
        _diagonal.AsSpan().Clear();
    }

    /// <summary>Σ_ij K_ij L_ij of each pair of kernels of one size, in one sweep through memory.</summary>
    /// <remarks>Chunks are added in the order of their place, so the number of workers does not change a bit.</remarks>
    public static double[] InnerProducts(IReadOnlyList<PackedKernel<T>> kernels, IReadOnlyList<(int First, int Second)> pairs)
    {
        var length = kernels[0]._length;
        const int GroupLength = ChunkLength * ChunksPerGroup;
        var partial = new double[(length + GroupLength - 1) / GroupLength][];
        Workers.For(partial.Length, group =>
        {
            var sums = new double[pairs.Count];
            var end = Math.Min(length, (group + 1) * GroupLength);
            for (var start = group * GroupLength; start < end; start += ChunkLength)
            {
                var count = Math.Min(ChunkLength, end - start);
                for (var p = 0; p < sums.Length; p++)
                    sums[p] += Dot(kernels[pairs[p].First]._upper.AsSpan(start, count), kernels[pairs[p].Second]._upper.AsSpan(start, count));
            }

            partial[group] = sums;
        });
        return [.. pairs.Select((pair, p) => 2 * partial.Sum(sums => sums[p]) + Dot(kernels[pair.First]._diagonal, kernels[pair.Second]._diagonal))];
    }

    private static double Dot(ReadOnlySpan<T> a, ReadOnlySpan<T> b) => double.CreateTruncating(TensorPrimitives.Dot(a, b));

    private Span<T> Triangle => _upper.AsSpan(0, _length);

    private Span<T> Upper(int row) => _upper.AsSpan((int)((long)row * (2L * Size - row - 1) / 2), Size - row - 1);

    private void ToSquaredDistances()
    {
        for (var i = 0; i < Size; i++)
        {
            var row = Upper(i);
            TensorPrimitives.MultiplyAdd(row, T.CreateChecked(-2), _diagonal.AsSpan(i + 1), row);
            TensorPrimitives.Add(row, _diagonal[i], row);
            TensorPrimitives.Max(row, T.Zero, row);
        }

        _diagonal.AsSpan().Clear();
    }

    // Each distance of the triangle stands twice among the n² entries, beside n zeros: ranks there are halved here.
    private double MedianSquaredDistance(MedianRule rule)
    {
        var zeros = rule == MedianRule.NonZero ? Triangle.Count(T.Zero) : 0;
        var diagonal = rule == MedianRule.All ? Size : 0;
        var entries = diagonal + 2L * (_length - zeros);
        if (entries == 0) return 0;
        int Rank(long entry) => zeros + (int)((entry - diagonal) / 2);
        var (low, high) = ((entries - 1) / 2, entries / 2);
        return high < diagonal ? 0
            : low < diagonal ? OrderStatistic.MeanOfRanks<T>(Triangle, 0, 0) / 2
            : OrderStatistic.MeanOfRanks<T>(Triangle, Rank(low), Rank(high));
    }

    // Off-diagonal row sums; columns are added in T for a few rows, then in float64.
    private double[] RowSums()
    {
        var sums = new double[Size];
        var columns = new T[Size];
        for (var i = 0; i < Size; i++)
        {
            var row = Upper(i);
            sums[i] += double.CreateTruncating(TensorPrimitives.Sum<T>(row));
            var below = columns.AsSpan(i + 1);
            TensorPrimitives.Add(below, row, below);
            if (i % FlushRows != FlushRows - 1 && i != Size - 1) continue;
            for (var j = 0; j < Size; j++) sums[j] += double.CreateTruncating(columns[j]);
            columns.AsSpan().Clear();
        }

        return sums;
    }

    private void Subtract(double[] shifts)
    {
        var columns = Array.ConvertAll(shifts, T.CreateTruncating);
        for (var i = 0; i < Size; i++)
        {
            var row = Upper(i);
            TensorPrimitives.Subtract(row, columns.AsSpan(i + 1), row);
            TensorPrimitives.Subtract(row, columns[i], row);
        }
    }
}
