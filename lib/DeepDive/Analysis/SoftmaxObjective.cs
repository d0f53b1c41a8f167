using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using DeepDive.Numerics;

namespace DeepDive.Analysis;

/// <summary>
/// Mean cross-entropy of a linear classifier + λ/2 ‖W‖², and its gradient, over a point [k, d + 1]: a row of W and its bias for
/// each class. Legend: n rows, d features, k classes.
/// </summary>
/// <remarks>
/// A block of rows goes through both products while it is in cache. Blocks are added up in shares of the rows, and shares in their
/// order, so that no bit depends on the number of workers. Products are of the rows' precision, values and sums over shares float64.
/// </remarks>
internal sealed class SoftmaxObjective<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int BlockRows = 128;
    private const int MaxShares = 16;

    private readonly Matrix<T> _x;
    private readonly int[] _labels;
    private readonly int _classes;
    private readonly Matrix<T> _weights;
    private readonly T[] _biases;
    private readonly Share[] _shares;
    private readonly Action<int> _runShare;

    /// <param name="x">[n, d].</param>
    /// <param name="labels">[n], each in 0…k − 1.</param>
    /// <param name="classes">k.</param>
    /// <param name="strength">λ.</param>
    public SoftmaxObjective(Matrix<T> x, int[] labels, int classes, double strength)
    {
        (_x, _labels, _classes, Strength) = (x, labels, classes, strength);
        _weights = new Matrix<T>(classes, x.Columns);
        _biases = new T[classes];
        var blocks = (x.Rows + BlockRows - 1) / BlockRows;
        var count = Math.Min(MaxShares, blocks);
        _shares = [.. Enumerable.Range(0, count).Select(s => new Share(blocks * s / count, blocks * (s + 1) / count, classes, x.Columns))];
        _runShare = index => Run(_shares[index]);
    }

    /// <summary>λ.</summary>
    public double Strength { get; set; }

    private int Stride => _x.Columns + 1;

    /// <summary>The value at a point [k, d + 1]; writes the gradient, laid out as the point.</summary>
    public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
    {
        Load(point);
        Workers.For(_shares.Length, _runShare);
        double loss = 0, squares = 0;
        gradient.Clear();
        foreach (var share in _shares)
        {
            loss += share.Loss;
            for (var c = 0; c < _classes; c++) Add(share, c, gradient.Slice(c * Stride, Stride));
        }

        for (var c = 0; c < _classes; c++)
        {
            var weights = point.Slice(c * Stride, _x.Columns);
            var row = gradient.Slice(c * Stride, _x.Columns);
            squares += TensorPrimitives.SumOfSquares(weights);
            TensorPrimitives.MultiplyAdd(weights, Strength, row, row);
        }

        return loss / _x.Rows + Strength / 2 * squares;
    }

    /// <summary>
    /// The Hessian's diagonal blocks averaged over classes, [d + 1, d + 1]: Σ_i w_i x_i x_iᵀ / n + λI with w = (1 − Σ_c p_c²) / k and
    /// x continued by the 1 of the bias.
    /// </summary>
    public Matrix<double> MeanCurvature(ReadOnlySpan<double> point)
    {
        Load(point);
        var curvature = new Matrix<T>(Stride, Stride);
        var rows = new Matrix<T>(BlockRows * 4, Stride);
        for (var start = 0; start < _x.Rows; start += rows.Rows)
        {
            var count = Math.Min(rows.Rows, _x.Rows - start);
            WeighRows(start, count, rows);
            MatMul.TN(rows.RowRange(0, count), rows.RowRange(0, count), curvature, accumulate: true);
        }

        var result = curvature.To<double>();
        for (var j = 0; j < _x.Columns; j++) result[j, j] += Strength;
        return result;
    }

    private void Load(ReadOnlySpan<double> point)
    {
        for (var c = 0; c < _classes; c++)
        {
            TensorPrimitives.ConvertTruncating(point.Slice(c * Stride, _x.Columns), _weights.Row(c));
            _biases[c] = T.CreateTruncating(point[c * Stride + _x.Columns]);
        }
    }

    private void Run(Share share)
    {
        share.Clear();
        for (var block = share.FirstBlock; block < share.EndBlock; block++)
        {
            var start = block * BlockRows;
            var rows = _x.RowRange(start, Math.Min(BlockRows, _x.Rows - start));
            var delta = share.Logits.RowRange(0, rows.Rows);
            MatMul.NT(rows, _weights, delta);
            share.Loss += ToDelta(delta.AsSpan(), _labels.AsSpan(start, rows.Rows), share.BiasGradient);
            MatMul.TN(delta, rows, share.Gradient, accumulate: true);
        }
    }

    /// <summary>From logits to (p − onehot(y)) / n, in place; returns the sum of the losses, and adds to the gradient by the biases.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double ToDelta(Span<T> logits, ReadOnlySpan<int> labels, Span<double> biasGradient)
    {
        double loss = 0;
        for (var i = 0; i < labels.Length; i++) loss -= double.CreateTruncating(Shift(logits.Slice(i * _classes, _classes))[labels[i]]);
        TensorPrimitives.Exp<T>(logits, logits);
        var share = T.One / T.CreateTruncating(_x.Rows);
        for (var i = 0; i < labels.Length; i++)
        {
            var row = logits.Slice(i * _classes, _classes);
            var total = T.Zero;
            for (var c = 0; c < row.Length; c++) total += row[c];
            loss += Math.Log(double.CreateTruncating(total));
            var factor = share / total;
            for (var c = 0; c < row.Length; c++) row[c] *= factor;
            row[labels[i]] -= share;
            for (var c = 0; c < row.Length; c++) biasGradient[c] += double.CreateTruncating(row[c]);
        }

        return loss;
    }

    /// <summary>Adds the biases and takes the largest logit away, so that no exponential overflows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private Span<T> Shift(Span<T> row)
    {
        var largest = T.NegativeInfinity;
        for (var c = 0; c < row.Length; c++)
        {
            row[c] += _biases[c];
            if (!(row[c] <= largest)) largest = row[c];
        }

        for (var c = 0; c < row.Length; c++) row[c] -= largest;
        return row;
    }

    private void WeighRows(int start, int count, Matrix<T> target)
    {
        var logits = new Matrix<T>(count, _classes);
        MatMul.NT(_x.RowRange(start, count), _weights, logits);
        for (var i = 0; i < count; i++)
        {
            var p = Shift(logits.Row(i));
            TensorPrimitives.SoftMax<T>(p, p);
            var weight = (T.One - TensorPrimitives.SumOfSquares<T>(p)) / T.CreateTruncating((double)_classes * _x.Rows);
            var root = T.Sqrt(T.Max(weight, T.Zero));
            TensorPrimitives.Multiply(_x.Row(start + i), root, target.Row(i));
            target.Row(i)[^1] = root;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add(Share share, int c, Span<double> gradient)
    {
        var row = share.Gradient.Row(c);
        for (var j = 0; j < row.Length; j++) gradient[j] += double.CreateTruncating(row[j]);
        gradient[^1] += share.BiasGradient[c];
    }

    /// <summary>Blocks of rows that are added up one after the other, and their sums.</summary>
    private sealed class Share(int firstBlock, int endBlock, int classes, int features)
    {
        public int FirstBlock { get; } = firstBlock;

        public int EndBlock { get; } = endBlock;

        public Matrix<T> Logits { get; } = new(BlockRows, classes);

        public Matrix<T> Gradient { get; } = new(classes, features);

        public double[] BiasGradient { get; } = new double[classes];

        public double Loss { get; set; }

        public void Clear()
        {
            Loss = 0;
            Gradient.AsSpan().Clear();
            BiasGradient.AsSpan().Clear();
        }
    }
}
