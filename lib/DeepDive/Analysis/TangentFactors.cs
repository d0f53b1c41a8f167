using System.Numerics;
using DeepDive.Models;
using DeepDive.Numerics;

namespace DeepDive.Analysis;

/// <summary>
/// What the tangent kernel of a dense network is made of: for each layer the activations a that enter it and the derivatives
/// δ = ∂f/∂z of outputs by its pre-activations. Legend: n rows, o outputs, w units of a layer.
/// </summary>
internal static class TangentFactors
{
    private const int RowsPerTask = 128;

    /// <summary>Factors whose kernel is [n, n], summed over the outputs: their δ lie side by side in a row, [n, o·w].</summary>
    public static FactorPair<T>[] Summed<T>(Network<T> network, Matrix<T> x, int firstOutput, int outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (activations, deltas) = Of(network, x, firstOutput, outputs);
        return [.. activations.Zip(deltas, (a, delta) => new FactorPair<T>(a, delta.Reshape(0, x.Rows, outputs * delta.Columns)))];
    }

    /// <summary>Factors whose kernel is [n·o, n·o], row n·o + o′ for output o′ of row n.</summary>
    public static FactorPair<T>[] Apart<T>(Network<T> network, Matrix<T> x, int firstOutput, int outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (activations, deltas) = Of(network, x, firstOutput, outputs);
        return [.. activations.Zip(deltas, (a, delta) => new FactorPair<T>(Repeat(a, outputs), delta))];
    }

    private static (Matrix<T>[] Activations, Matrix<T>[] Deltas) Of<T>(Network<T> network, Matrix<T> x, int firstOutput, int outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var pass = new ForwardPass<T>(network, x.Rows);
        network.Forward(x, pass);
        var activations = new Matrix<T>[network.Layers.Count];
        var deltas = new Matrix<T>[network.Layers.Count];
        for (var l = network.Depth; l >= 0; l--)
        {
            activations[l] = l == 0 ? x : pass.PostActivation(l - 1);
            deltas[l] = l == network.Depth
                ? OfLogits<T>(x.Rows, outputs)
                : OfHidden(network, pass, l, deltas[l + 1], firstOutput, outputs);
        }

        return (activations, deltas);
    }

    /// <summary>∂f_o/∂z_o′ = 1 where o = o′, [n·o, o].</summary>
    private static Matrix<T> OfLogits<T>(int rows, int outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var deltas = new Matrix<T>(checked(rows * outputs), outputs);
        for (var row = 0; row < deltas.Rows; row++) deltas[row, row % outputs] = T.One;
        return deltas;
    }

    /// <summary>δ_l = (δ_{l+1}·W_{l+1}) ∘ φ′(z_l), [n·o, w].</summary>
    private static Matrix<T> OfHidden<T>(Network<T> network, ForwardPass<T> pass, int layer, Matrix<T> above, int firstOutput, int outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var weights = network.Weight(layer + 1);
        var deltas = Matrix<T>.Uninitialised(above.Rows, weights.Columns);
        var belowLogits = layer == network.Depth - 1;
        if (!belowLogits) MatMul.NN(above, weights, deltas);
        var (activation, pre, post) = (network.Layers[layer].Activation, pass.PreActivationBuffer(layer), pass.PostActivation(layer));
        Workers.For((deltas.Rows + RowsPerTask - 1) / RowsPerTask, task =>
        {
            for (var row = task * RowsPerTask; row < Math.Min(deltas.Rows, (task + 1) * RowsPerTask); row++)
            {
                var (sample, output) = Math.DivRem(row, outputs);
                if (belowLogits) weights.Row(firstOutput + output).CopyTo(deltas.Row(row));
                ActivationKernel.MultiplyByDerivative(activation, pre.Row(sample), post.Row(sample), deltas.Row(row));
            }
        });
        return deltas;
    }

    private static Matrix<T> Repeat<T>(Matrix<T> matrix, int times)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var result = Matrix<T>.Uninitialised(checked(matrix.Rows * times), matrix.Columns);
        for (var row = 0; row < result.Rows; row++) matrix.Row(row / times).CopyTo(result.Row(row));
        return result;
    }
}
