using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace DeepDive.Numerics;

/// <summary>The loop of <see cref="KernelSums"/>: a block of every kernel is made in the second-level cache and multiplied with the others there.</summary>
internal sealed unsafe class KernelBlocks<T, TVector, TLanes>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVector : unmanaged
    where TLanes : ILanes<T, TVector>
{
    private const int Size = DistanceTriangle<T>.Size;

    // Padded, so that the kernels' blocks do not share a few sets of the cache.
    private const int BlockStride = Size * Size + 32;

    // Elements of every kernel that are multiplied at a time: short sums in T, which go on in float64.
    private const int ChunkLength = 1024;

    private const int MaxShares = 16;

    [ThreadStatic]
    private static Scratch<T>? s_memory;

    private readonly IReadOnlyList<DistanceTriangle<T>> _distances;
    private readonly T[] _factors, _shifts;
    private readonly Share[] _shares;

    private KernelBlocks(IReadOnlyList<DistanceTriangle<T>> distances, T[] factors, T[] centres)
    {
        (_distances, _factors, _shifts) = (distances, factors, new T[factors.Length]);
        for (var l = 0; l < Count; l++)
        {
            // Elements that are no pair lie at the centre, where the kernel is exactly 0, so that they add nothing to any sum.
            distances[l].FillStrangers(centres[l]);
            _shifts[l] = FirstOf(Kernel(TLanes.Broadcast(centres[l]), TLanes.Broadcast(factors[l])));
        }

        var blocks = UpperTriangle.Count(Side);
        _shares = new Share[Math.Min(MaxShares, blocks)];
        for (var s = 0; s < _shares.Length; s++)
            _shares[s] = new((int)((long)blocks * s / _shares.Length), (int)((long)blocks * (s + 1) / _shares.Length), Count, Side * Size);
    }

    private int Count => _distances.Count;

    private int Side => _distances[0].Side;

    public static KernelSums Sum(IReadOnlyList<DistanceTriangle<T>> distances, T[] factors, T[] centres)
    {
        var blocks = new KernelBlocks<T, TVector, TLanes>(distances, factors, centres);
        Workers.For(blocks._shares.Length, s => blocks.Run(blocks._shares[s]));
        return blocks.Collect();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Run(Share share)
    {
        var kernels = (s_memory ??= new()).Take(checked(Count * BlockStride + Size + Count * Count));
        var columns = kernels + (nint)Count * BlockStride;
        var products = columns + Size;
        for (var index = share.First; index < share.End; index++)
        {
            var (row, column) = UpperTriangle.Place(index, Side);
            for (var l = 0; l < Count; l++)
            {
                fixed (double* sums = share.Rows[l])
                    Exponentiate(_distances[l].Block(index), kernels + (nint)l * BlockStride, _factors[l], -_shifts[l], columns, sums + row * Size, sums + column * Size);
            }

            for (var start = 0; start < Size * Size; start += ChunkLength) AddProducts(kernels + start, products, share.Products);
        }
    }

    /// <summary>K = exp(factor · d²) + shift of one block, and its sums over rows and over columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Exponentiate(T* distances, T* kernel, T factor, T shift, T* columns, double* rowSums, double* columnSums)
    {
        new Span<T>(columns, Size).Clear();
        var (factors, shifts) = (TLanes.Broadcast(factor), TLanes.Broadcast(shift));
        for (var i = 0; i < Size; i++, distances += Size, kernel += Size)
        {
            TVector sum = default;
            for (var j = 0; j < Size; j += TLanes.Count)
            {
                var value = TLanes.Add(Kernel(TLanes.Load(distances + j), factors), shifts);
                TLanes.Store(value, kernel + j);
                TLanes.Store(TLanes.Add(TLanes.Load(columns + j), value), columns + j);
                sum = TLanes.Add(sum, value);
            }

            rowSums[i] += double.CreateTruncating(TLanes.Sum(sum));
        }

        for (var j = 0; j < Size; j++) columnSums[j] += double.CreateTruncating(columns[j]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Kernel(TVector distances, TVector factors) =>
        LaneExponential<T, TVector, TLanes>.OfNegative(TLanes.MultiplyAdd(distances, factors, default));

    private static T FirstOf(TVector vector) => *(T*)&vector;

    // Two kernels at a time against themselves and all later ones.
    private void AddProducts(T* chunk, T* products, double[] sums)
    {
        for (var l = 0; l < Count; l += 2)
        {
            var lines = new Operand<T>(chunk + (nint)l * BlockStride, BlockStride, 1);
            NarrowProduct<T, TVector, TLanes>.Multiply(Count - l, lines, Math.Min(2, Count - l), lines, ChunkLength, products, 2, 1, accumulate: false);
            for (var m = l; m < Count; m++)
            {
                sums[l * Count + m] += double.CreateTruncating(products[2 * (m - l)]);
                if (l + 1 < Count) sums[(l + 1) * Count + m] += double.CreateTruncating(products[2 * (m - l) + 1]);
            }
        }
    }

    private KernelSums Collect()
    {
        var rows = new double[Count][];
        var products = new double[Count, Count];
        for (var l = 0; l < Count; l++)
        {
            rows[l] = new double[_distances[l].Rows];
            foreach (var share in _shares) TensorPrimitives.Add(rows[l], share.Rows[l].AsSpan(0, rows[l].Length), rows[l]);
            for (var m = l; m < Count; m++) products[l, m] = products[m, l] = 2 * _shares.Sum(share => share.Products[l * Count + m]);
        }

        return new(Array.ConvertAll(_shifts, double.CreateTruncating), rows, products);
    }

    /// <summary>Blocks that are added up one after the other, and their sums.</summary>
    private sealed class Share(int first, int end, int count, int rows)
    {
        public int First { get; } = first;

        public int End { get; } = end;

        public double[][] Rows { get; } = [.. Enumerable.Range(0, count).Select(_ => new double[rows])];

        public double[] Products { get; } = new double[count * count];
    }
}
