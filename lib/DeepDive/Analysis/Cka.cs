using System.Numerics;
using DeepDive.Numerics;

namespace DeepDive.Analysis;

/// <summary>
/// Centred kernel alignment: how alike two representations of the same rows are, ⟨K, L⟩ / (‖K‖ ‖L‖) of their centred
/// kernels (Kornblith et al. 2019). Legend: n rows, d features.
/// </summary>
/// <remarks>
/// It does not change if a representation is rotated, shifted, scaled, or if the rows of both change places together.
/// Kernels are of the inputs' precision, their sums float64. A constant representation is like nothing: its similarity
/// to any is 0. Results do not depend on <see cref="Workers.Count"/>. All throw <see cref="ArgumentException"/> if rows do
/// not match, are fewer than 2 (4 where unbiased), or an element is not finite.
/// </remarks>
public static class Cka
{
    private const double DefaultBandwidth = 0.5;

    /// <summary>Linear CKA ‖XᵀY‖²_F / (‖XᵀX‖_F ‖YᵀY‖_F) of the centred X and Y; by Gram matrices where both have d ≥ n.</summary>
    /// <param name="x">[n, d].</param>
    /// <param name="y">[n, d′].</param>
    /// <returns>0…1; too large where d is not small beside n.</returns>
    public static double Linear<T>(Matrix<T> x, Matrix<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Of(x, y, CkaKind.Linear);

    /// <summary>Linear CKA by unbiased HSIC (Song et al. 2012; Nguyen et al. 2021): about 0 for independent data.</summary>
    /// <param name="x">[n, d], n ≥ 4.</param>
    /// <param name="y">[n, d′].</param>
    /// <returns>−1…1, as estimated: small negative values belong to unrelated representations.</returns>
    public static double DebiasedLinear<T>(Matrix<T> x, Matrix<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Of(x, y, CkaKind.DebiasedLinear);

    /// <summary>CKA of the kernels exp(−d²/(2 t² median d²)), d the Euclidean distance between two rows.</summary>
    /// <param name="x">[n, d].</param>
    /// <param name="y">[n, d′].</param>
    /// <param name="bandwidth">t, the kernel's width in units of the root of the median of d².</param>
    /// <param name="median">Which distances the median is over.</param>
    /// <returns>0…1.</returns>
    public static double Rbf<T>(Matrix<T> x, Matrix<T> y, double bandwidth = DefaultBandwidth, MedianRule median = MedianRule.All)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Of(x, y, CkaKind.Rbf, bandwidth, median);

    /// <summary>CKA of the given kind.</summary>
    /// <param name="x">[n, d].</param>
    /// <param name="y">[n, d′].</param>
    /// <param name="kind">Kernel and estimator.</param>
    /// <param name="bandwidth">t of the RBF kinds.</param>
    /// <param name="median">Median of the RBF kinds.</param>
    public static double Of<T>(Matrix<T> x, Matrix<T> y, CkaKind kind, double bandwidth = DefaultBandwidth, MedianRule median = MedianRule.All)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Matrix([x], [y], kind, bandwidth, median)[0, 0];

    /// <summary>CKA of every layer with every other; each layer's kernel is computed once.</summary>
    /// <remarks>RBF kernels of all layers are held at once: n²/2 elements each, 8 MB at n = 2000 in float32.</remarks>
    /// <param name="layersX">One [n, d] a layer.</param>
    /// <param name="layersY">One [n, d′] a layer; layers that are also in <paramref name="layersX"/> cost nothing more.</param>
    /// <param name="kind">Kernel and estimator.</param>
    /// <param name="bandwidth">t of the RBF kinds.</param>
    /// <param name="median">Median of the RBF kinds.</param>
    /// <returns>[layers of X, layers of Y].</returns>
    public static double[,] Matrix<T>(
        IReadOnlyList<Matrix<T>> layersX,
        IReadOnlyList<Matrix<T>> layersY,
        CkaKind kind,
        double bandwidth = DefaultBandwidth,
        MedianRule median = MedianRule.All)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(layersX);
        ArgumentNullException.ThrowIfNull(layersY);
        Matrix<T>[] layers = [.. layersX.Concat(layersY).Distinct()];
        ThrowIfUnfit(layers, kind, bandwidth);
        int[] rows = [.. layersX.Select(layer => Array.IndexOf(layers, layer))];
        int[] columns = [.. layersY.Select(layer => Array.IndexOf(layers, layer))];
        var pairs = rows.SelectMany(_ => columns, Ordered).Concat(rows.Concat(columns).Select(layer => (layer, layer))).Distinct().ToArray();
        var products = pairs.Zip(InnerProducts(layers, pairs, kind, bandwidth, median)).ToDictionary(pair => pair.First, pair => pair.Second);
        var result = new double[rows.Length, columns.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            for (var j = 0; j < columns.Length; j++)
            {
                var (x, y) = Ordered(rows[i], columns[j]);
                result[i, j] = Cosine(products[(x, y)], products[(x, x)], products[(y, y)]);
            }
        }

        return result;
    }

    /// <summary>Debiased linear CKA of many rows in batches: unbiased HSIC is summed over batches for XY, XX and YY apart, then divided once.</summary>
    /// <remarks>Nguyen, Raghu and Kornblith (2021), eq. 3. Only one batch at a time need be in memory; one batch of all rows is <see cref="DebiasedLinear"/>.</remarks>
    /// <param name="batches">The same rows of both, [n, d] and [n, d′], n ≥ 4.</param>
    /// <returns>−1…1.</returns>
    /// <exception cref="ArgumentException">There is no batch.</exception>
    public static double Minibatch<T>(IEnumerable<(Matrix<T> X, Matrix<T> Y)> batches)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(batches);
        var (xy, xx, yy, count) = (0.0, 0.0, 0.0, 0);
        foreach (var (x, y) in batches)
        {
            ThrowIfUnfit([x, y], CkaKind.DebiasedLinear, DefaultBandwidth);
            var products = LinearKernel<T>.InnerProducts([x, y], [(0, 1), (0, 0), (1, 1)], debias: true);
            var weight = 1 / (x.Rows * (x.Rows - 3.0));
            (xy, xx, yy, count) = (xy + weight * products[0], xx + weight * products[1], yy + weight * products[2], count + 1);
        }

        return count > 0 ? Cosine(xy, xx, yy) : throw new ArgumentException("there must be a batch, but there was none", nameof(batches));
    }

    /// <summary>CKA after the rows of Y were shuffled: what the measure gives for representations that share nothing.</summary>
    /// <param name="x">[n, d].</param>
    /// <param name="y">[n, d′].</param>
    /// <param name="kind">Kernel and estimator.</param>
    /// <param name="random">Where the orders come from.</param>
    /// <param name="repeats">Number of orders, ≥ 1.</param>
    public static SeedSummary ShuffledControl<T>(Matrix<T> x, Matrix<T> y, CkaKind kind, RandomStream random, int repeats = 10)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(y);
        ArgumentNullException.ThrowIfNull(random);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(repeats);
        var shuffled = Enumerable.Range(0, repeats).Select(_ => y.TakeRows(random.Permutation(y.Rows))).ToArray();
        return SeedSummary.Of([.. Matrix([x], shuffled, kind).Cast<double>()]);
    }

    private static double[] InnerProducts<T>(Matrix<T>[] layers, (int First, int Second)[] pairs, CkaKind kind, double bandwidth, MedianRule median)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (kind is CkaKind.Linear or CkaKind.DebiasedLinear)
            return LinearKernel<T>.InnerProducts(layers, pairs, kind == CkaKind.DebiasedLinear);
        var kernels = new PackedKernel<T>[layers.Length];
        Workers.For(layers.Length, l =>
        {
            kernels[l] = PackedKernel<T>.Rbf(Centring.Centre<T, T>(layers[l]), bandwidth, median);
            if (kind == CkaKind.Rbf) kernels[l].Centre();
            else kernels[l].CentreUnbiased();
        });
        var products = PackedKernel<T>.InnerProducts(kernels, pairs);
        foreach (var kernel in kernels) kernel.Dispose();
        for (var p = 0; p < pairs.Length; p++)
        {
            if (pairs[p].First == pairs[p].Second && products[p] <= RbfNoise<T>(kernels[0].Size)) products[p] = 0;
        }

        return products;
    }

    // Kernel entries are at most 1, so a centred kernel whose entries are no more than a few of its rounding steps is zero.
    private static double RbfNoise<T>(int size)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Math.Pow(8 * double.CreateTruncating(T.BitIncrement(T.One) - T.One) * size, 2);

    // Cauchy and Schwarz bound the ratio; the clamp takes away what rounding adds.
    private static double Cosine(double xy, double xx, double yy) =>
        xx > 0 && yy > 0 ? Math.Clamp(xy / (Math.Sqrt(xx) * Math.Sqrt(yy)), -1, 1) : 0;

    private static (int, int) Ordered(int a, int b) => a < b ? (a, b) : (b, a);

    private static void ThrowIfUnfit<T>(Matrix<T>[] layers, CkaKind kind, double bandwidth)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!(bandwidth > 0 && double.IsFinite(bandwidth)))
            throw new ArgumentOutOfRangeException(nameof(bandwidth), bandwidth, $"bandwidth must be > 0 and finite, but was {bandwidth}");
        var needed = kind is CkaKind.Linear or CkaKind.Rbf ? 2 : 4;
        for (var l = 0; l < layers.Length; l++)
        {
            var layer = layers[l];
            if (layer.Rows < needed)
                throw new ArgumentException($"{kind} CKA needs ≥ {needed} rows, but representation {l} has {layer.Rows}", nameof(layers));
            if (layer.Rows != layers[0].Rows)
                throw new ArgumentException($"representations must be of the same rows, but {l} has {layer.Rows} rows and 0 has {layers[0].Rows}", nameof(layers));
            Guard.ThrowIfEmptyOrNotFinite(layer, $"representation {l}");
        }
    }
}
