using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using DeepDive.Models;
using DeepDive.Numerics;

namespace DeepDive.Analysis;

/// <summary>
/// The neural tangent kernel as an operator: products Θv = J·(Jᵀv) with a kernel that is in no memory, for numbers of rows whose
/// kernel does not fit. Legend: n rows, d inputs, k outputs, l layers.
/// </summary>
/// <remarks>
/// By layers: Jᵀv is G_l = Σ_n v_n · δ_l(n) ⊗ (a_{l−1}(n), 1), and row n of the product Σ_l δ_l(n)ᵀ·G_l·(a_{l−1}(n), 1). A and δ of
/// all rows are held if they fit the budget, and computed again at each product, a block of rows at a time, if not: half as fast or so.
/// Products are of the network's precision, but its rows are added up in float64; results do not depend on <see cref="Workers.Count"/>, their last
/// bits do on the budget, which sets the blocks.
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class TangentOperator<T> : ISymmetricOperator
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const long DefaultMaxBytes = 1L << 30;
    private const int MostBlockRows = 1024;

    // A block's products beside its factors, and the pass that makes them.
    private const int BlockCopies = 4;

    private readonly Network<T> _network;
    private readonly Matrix<T> _x;
    private readonly NtkOutput _output;
    private readonly int _outputs;
    private readonly int _blockRows;
    private readonly FactorPair<T>[][]? _held;

    /// <summary>The kernel of given rows.</summary>
    /// <param name="network">f; not to be changed while the operator is in use.</param>
    /// <param name="x">[n, d].</param>
    /// <param name="output">Which outputs, see <see cref="NtkOutput"/>.</param>
    /// <param name="maxBytes">Memory to use beside the arguments.</param>
    /// <exception cref="ArgumentException">Inputs or parameters are not finite or do not fit together.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such output, or the budget has no room for a row.</exception>
    public TangentOperator(Network<T> network, Matrix<T> x, NtkOutput output = default, long maxBytes = DefaultMaxBytes)
    {
        Ntk.ThrowIfUnfit(network, output, x);
        (_network, _x, _output, MaxBytes) = (network, x, output, maxBytes);
        var (_, count) = output.Range(network.OutputCount);
        _outputs = output.IsAll ? count : 1;
        var rowBytes = network.Layers.Sum(layer => (long)_outputs * layer.InputCount + (long)count * layer.OutputCount) * Unsafe.SizeOf<T>();
        var weightBytes = (long)network.Parameters.Length * (output.IsAll ? 1 : count) * (Unsafe.SizeOf<T>() + sizeof(double));
        var blockRows = (maxBytes - weightBytes) / (BlockCopies * rowBytes);
        if (blockRows < 1)
            throw new ArgumentOutOfRangeException(nameof(maxBytes), $"the budget must have room for a row's factors and the layers' products, {BlockCopies * rowBytes + weightBytes} bytes, but was {maxBytes}");
        _blockRows = (int)Math.Min(Math.Min(blockRows, MostBlockRows), x.Rows);
        if (rowBytes * (x.Rows + BlockCopies * (long)_blockRows) + weightBytes <= maxBytes)
            _held = [.. Enumerable.Range(0, BlockCount).Select(Compute)];
    }

    /// <summary>Length of the vectors: n, or n·k of all outputs.</summary>
    public int Size => checked(_x.Rows * _outputs);

    /// <summary>Memory that the operator may use.</summary>
    public long MaxBytes { get; }

    private int BlockCount => (_x.Rows + _blockRows - 1) / _blockRows;

    /// <summary>Θv.</summary>
    /// <param name="vector">v, [n] or [n·k].</param>
    /// <exception cref="ArgumentException">The vector has another length than <see cref="Size"/>.</exception>
    public double[] Multiply(double[] vector)
    {
        ArgumentNullException.ThrowIfNull(vector);
        if (vector.Length != Size) throw new ArgumentException($"the vector must have {Size} elements as the kernel has rows, but has {vector.Length}", nameof(vector));
        var transposed = Transposed(vector);
        var result = new double[Size];
        for (var block = 0; block < BlockCount; block++)
        {
            var factors = Factors(block);
            var products = new double[factors.Length][];
            Workers.For(factors.Length, l => products[l] = Product(factors[l], transposed[l].Weights, transposed[l].Biases));
            var rows = result.AsSpan(First(block), factors[0].U.Rows);
            foreach (var product in products) TensorPrimitives.Add(rows, product, rows);
        }

        return result;
    }

    /// <summary>Θ_nn = Σ_l (‖a_{l−1}(n)‖² + 1) ‖δ_l(n)‖², exactly, at the cost of a pass; [n] or [n·k].</summary>
    public double[] Diagonal()
    {
        var result = new double[Size];
        for (var block = 0; block < BlockCount; block++)
        {
            foreach (var (u, v) in Factors(block))
            {
                for (var i = 0; i < u.Rows; i++)
                    result[First(block) + i] += (SumOfSquares(u.Row(i)) + 1) * SumOfSquares(v.Row(i));
            }
        }

        return result;
    }

    /// <summary>tr Θ, the sum of the diagonal.</summary>
    public double Trace() => TensorPrimitives.Sum<double>(Diagonal());

    private static double SumOfSquares(ReadOnlySpan<T> row) => double.CreateTruncating(TensorPrimitives.SumOfSquares(row));

    /// <summary>Jᵀv by layers.</summary>
    private (Matrix<T> Weights, T[] Biases)[] Transposed(double[] vector)
    {
        var sums = new TangentSum<T>?[_network.Layers.Count];
        for (var block = 0; block < BlockCount; block++)
        {
            var (factors, first) = (Factors(block), First(block));
            Workers.For(factors.Length, l => (sums[l] ??= new(factors[l].U.Columns, factors[l].V.Columns)).Add(factors[l], vector.AsSpan(first)));
        }

        return Array.ConvertAll(sums, sum => sum!.Total());
    }

    private static double[] Product(FactorPair<T> factors, Matrix<T> weights, T[] biases)
    {
        var (u, v) = factors;
        var (product, result) = (Matrix<T>.Uninitialised(u.Rows, weights.Rows), new double[u.Rows]);
        MatMul.NT(u, weights, product);
        for (var i = 0; i < u.Rows; i++)
        {
            TensorPrimitives.Add(product.Row(i), biases, product.Row(i));
            result[i] = double.CreateTruncating(TensorPrimitives.Dot<T>(product.Row(i), v.Row(i)));
        }

        return result;
    }

    private int First(int block) => block * _blockRows * _outputs;

    private FactorPair<T>[] Factors(int block) => _held is null ? Compute(block) : _held[block];

    private FactorPair<T>[] Compute(int block)
    {
        var first = block * _blockRows;
        return TangentFactors.Of(_network, _x.RowRange(first, Math.Min(_blockRows, _x.Rows - first)), _output);
    }
}
