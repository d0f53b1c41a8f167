using System.Numerics;
using System.Numerics.Tensors;
using DeepDive.Numerics;

namespace DeepDive.Analysis;

/// <summary>
/// The centred linear kernel K = XXᵀ, held as the features X [n, d] packed for products, and as K itself where d ≥ n, the smaller.
/// </summary>
/// <remarks>The features are centred, so that every row of K sums to zero and unbiased HSIC needs the diagonal alone.</remarks>
internal sealed class LinearKernel<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly double s_rounding = 16 * double.CreateTruncating(T.BitIncrement(T.One) - T.One);

    private readonly CrossProduct<T> _features;
    private readonly PackedKernel<T>? _gram;
    private readonly double[] _diagonal;

    public LinearKernel(Matrix<T> x)
        : this(x, useGram: x.Columns >= x.Rows)
    {
    }

    internal LinearKernel(Matrix<T> x, bool useGram)
    {
        using var memory = new RentedMatrix<T>(x.Rows, x.Columns);
        var centred = memory.Value;
        Centring.Centre(x, centred);
        _features = new(centred);
        _gram = useGram ? PackedKernel<T>.Gram(centred) : null;
        _diagonal = new double[x.Rows];
        for (var i = 0; i < x.Rows; i++) _diagonal[i] = double.CreateTruncating(TensorPrimitives.SumOfSquares(centred.Row(i)));
    }

    /// <summary>Inner products of the centred kernels of each pair of layers, see <see cref="InnerProduct"/> and <see cref="Debias"/>.</summary>
    public static double[] InnerProducts(IReadOnlyList<Matrix<T>> layers, IReadOnlyList<(int First, int Second)> pairs, bool debias)
    {
        var kernels = new LinearKernel<T>[layers.Count];
        var result = new double[pairs.Count];
        try
        {
            Workers.For(kernels.Length, l => kernels[l] = new LinearKernel<T>(layers[l]));
            Workers.For(result.Length, p =>
            {
                var (first, second) = (kernels[pairs[p].First], kernels[pairs[p].Second]);
                var product = first.InnerProduct(second);
                result[p] = debias ? first.Debias(second, product) : product;
            });
            return result;
        }
        finally
        {
            foreach (var kernel in kernels) kernel?.Dispose();
        }
    }

    /// <summary>n² × biased HSIC = Σ_ij K_ij L_ij = ‖XᵀY‖²_F (Kornblith et al. 2019, eq. 4).</summary>
    internal double InnerProduct(LinearKernel<T> other) => _gram is not null && other._gram is not null
        ? PackedKernel<T>.InnerProducts([_gram, other._gram], [(0, 1)])[0]
        : _features.SquaredNorm(other._features);

    /// <summary>n(n − 3) × unbiased HSIC (Song et al. 2012, eq. 5), from the biased inner product.</summary>
    /// <remarks>A difference within rounding of what it is taken from is 0, as of rows that all lie equally far apart.</remarks>
    internal double Debias(LinearKernel<T> other, double product)
    {
        double n = _diagonal.Length;
        var diagonals = TensorPrimitives.Dot<double>(_diagonal, other._diagonal);
        var traces = TensorPrimitives.Sum<double>(_diagonal) * TensorPrimitives.Sum<double>(other._diagonal);
        var debiased = product - diagonals * n / (n - 2) + traces / ((n - 1) * (n - 2));
        return Math.Abs(debiased) <= s_rounding * product ? 0 : debiased;
    }

    /// <summary>Gives the memory back; the kernel is not to be used again.</summary>
    public void Dispose()
    {
        _features.Dispose();
        _gram?.Dispose();
    }
}
