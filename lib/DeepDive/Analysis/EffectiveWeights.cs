using System.Numerics;
using System.Numerics.Tensors;
using DeepDive.Models;
using DeepDive.Numerics;

namespace DeepDive.Analysis;

/// <summary>What the layers up to the l-th do together, as one matrix from the input. Legend: n rows, d inputs, l layers.</summary>
public static class EffectiveWeights
{
    // Bounds the memory of the stacked Jacobians to a few megabytes.
    private const int StackedRows = 4096;

    /// <summary>Linear effective weights W_l ⋯ W_1: the layers up to each, as if there were no activation between them.</summary>
    /// <param name="weights">One [out, in] a layer, first layer first.</param>
    /// <returns>One [out of layer l, d] a layer, in float64.</returns>
    /// <exception cref="ArgumentException">A layer's inputs do not match the outputs before it.</exception>
    public static IReadOnlyList<Matrix<double>> Linear<T>(IReadOnlyList<Matrix<T>> weights)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ThrowIfNotAChain(weights);
        var result = new Matrix<double>[weights.Count];
        for (var l = 0; l < result.Length; l++)
        {
            var weight = weights[l].To<double>();
            result[l] = l == 0 ? weight : new Matrix<double>(weight.Rows, weights[0].Columns);
            if (l > 0) MatMul.NN(weight, result[l - 1], result[l]);
        }

        return result;
    }

    /// <summary>
    /// Mean input-output Jacobians, the mean over the rows of J_l = D_l W_l ⋯ D_1 W_1, D_l the diagonal matrix of
    /// the activation's derivatives at that row: the effective weights with the nonlinearity.
    /// </summary>
    /// <param name="weights">One [out, in] a layer, first layer first.</param>
    /// <param name="derivatives">Activation derivatives φ′(z), one [n, out] a layer; none for a last layer without activation.</param>
    /// <returns>One [out of layer l, d] a layer, in float64.</returns>
    /// <exception cref="ArgumentException">Shapes do not match.</exception>
    public static IReadOnlyList<Matrix<double>> MeanJacobians<T>(IReadOnlyList<Matrix<T>> weights, IReadOnlyList<Matrix<T>> derivatives)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ThrowIfNotAChain(weights);
        ThrowIfNotDerivativesOf(weights, derivatives);
        if (derivatives.Count == 0) return Linear(weights);
        var rows = derivatives[0].Rows;
        var inputs = weights[0].Columns;
        var sums = weights.Select(weight => new Matrix<double>(inputs, weight.Rows)).ToArray();
        var chunk = Math.Max(1, StackedRows / inputs);
        for (var start = 0; start < rows; start += chunk)
        {
            var count = Math.Min(chunk, rows - start);
            AddJacobians(weights, [.. derivatives.Select(layer => layer.RowRange(start, count))], sums);
        }

        return [.. sums.Select(sum => TransposedMean(sum, rows))];
    }

    /// <summary>Mean input-output Jacobians of a network over given rows: one [out of layer l, d] a layer, the logits' last.</summary>
    /// <param name="network">The network.</param>
    /// <param name="inputs">[n, d], n ≥ 1.</param>
    public static IReadOnlyList<Matrix<double>> MeanJacobians<T>(Network<T> network, Matrix<T> inputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        return MeanJacobians(network.Weights, network.ActivationDerivatives(inputs));
    }

    // Jᵀ of every row stacked, [rows · d, out], so that a layer is one product and D_l scales whole rows.
    private static void AddJacobians<T>(IReadOnlyList<Matrix<T>> weights, Matrix<T>[] derivatives, Matrix<double>[] sums)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var inputs = weights[0].Columns;
        var stacked = Identities<T>(derivatives[0].Rows, inputs);
        for (var l = 0; l < weights.Count; l++)
        {
            var next = new Matrix<T>(stacked.Rows, weights[l].Rows);
            MatMul.NT(stacked, weights[l], next);
            for (var i = 0; i < next.Rows; i++)
            {
                var row = next.Row(i);
                if (l < derivatives.Length) TensorPrimitives.Multiply(row, derivatives[l].Row(i / inputs), row);
                var sum = sums[l].Row(i % inputs);
                for (var o = 0; o < sum.Length; o++) sum[o] += double.CreateTruncating(row[o]);
            }

            stacked = next;
        }
    }

    private static Matrix<double> TransposedMean(Matrix<double> sum, int rows)
    {
        var result = new Matrix<double>(sum.Columns, sum.Rows);
        for (var i = 0; i < sum.Rows; i++)
        {
            for (var o = 0; o < sum.Columns; o++) result[o, i] = sum[i, o] / rows;
        }

        return result;
    }

    private static Matrix<T> Identities<T>(int count, int size)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var result = new Matrix<T>(count * size, size);
        for (var i = 0; i < result.Rows; i++) result[i, i % size] = T.One;
        return result;
    }

    private static void ThrowIfNotAChain<T>(IReadOnlyList<Matrix<T>> weights)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(weights);
        if (weights.Count == 0)
            throw new ArgumentException("there must be a weight, but the list was empty", nameof(weights));
        for (var l = 1; l < weights.Count; l++)
        {
            if (weights[l].Columns != weights[l - 1].Rows)
                throw new ArgumentException($"weight {l} must have {weights[l - 1].Rows} inputs, the outputs before it, but has {weights[l].Columns}; weights are [out, in]", nameof(weights));
        }
    }

    private static void ThrowIfNotDerivativesOf<T>(IReadOnlyList<Matrix<T>> weights, IReadOnlyList<Matrix<T>> derivatives)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(derivatives);
        if (derivatives.Count != weights.Count && derivatives.Count != weights.Count - 1)
            throw new ArgumentException($"there must be one derivative a weight, or one fewer if the last layer has no activation, but there were {derivatives.Count} for {weights.Count} weights", nameof(derivatives));
        for (var l = 0; l < derivatives.Count; l++)
        {
            var (rows, columns) = (derivatives[0].Rows, weights[l].Rows);
            if (rows == 0 || derivatives[l].Rows != rows || derivatives[l].Columns != columns)
                throw new ArgumentException($"derivative {l} must be [{Math.Max(rows, 1)}, {columns}], but was [{derivatives[l].Rows}, {derivatives[l].Columns}]", nameof(derivatives));
        }
    }
}
