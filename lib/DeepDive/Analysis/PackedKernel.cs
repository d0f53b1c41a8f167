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

    /// <summary>Gives the memory back; the kernel is not to be used again.</summary>
    public void Dispose()
    {
        ArrayPool<T>.Shared.Return(_upper);
        _upper = [];
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

    private Span<T> Upper(int row) => _upper.AsSpan((int)((long)row * (2L * Size - row - 1) / 2), Size - row - 1);
}
