using System.Numerics;
using System.Numerics.Tensors;
using DeepDive.Models;
using DeepDive.Numerics;

namespace DeepDive.Analysis;

/// <summary>
/// What the tangent kernel of a dense network is made of: for each layer the activations a that enter it and the derivatives
/// δ = ∂f/∂z of outputs by its pre-activations. Legend: n rows, o outputs, w units of a layer.
/// </summary>
internal static class TangentFactors
{
    private const int RowsPerTask = 192;

    /// <summary>Factors of the kernel of given outputs, in new memory or in that of <paramref name="rental"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such output.</exception>
    public static FactorPair<T>[] Of<T>(Network<T> network, Matrix<T> x, NtkOutput output, MatrixRental<T>? rental = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (_, count) = output.Range(network.OutputCount);
        var (activations, deltas) = Of(network, x, output, count, rental);
        return [.. activations.Zip(deltas, (a, delta) => output.IsAll ? Apart(a, delta, count) : Summed(a, delta, count))];
    }

    /// <summary>
    /// Factors of the kernel in the tangent-kernel parametrisation: (σ_w²/fan-in · ⟨a, a′⟩ + σ_b²) · ⟨δ, δ′⟩. The product adds 1 to ⟨u, u′⟩,
    /// so one more feature of u makes up for the difference; it changes sign on one side if σ_b² &lt; 1.
    /// </summary>
    /// <param name="factors">Of the ordinary parametrisation.</param>
    /// <param name="parametrisation">σ_w² and σ_b².</param>
    /// <param name="isColumns">Whether these are the kernel's columns, not its rows.</param>
    public static FactorPair<T>[] Reparametrise<T>(FactorPair<T>[] factors, NtkParametrisation parametrisation, bool isColumns)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var missing = parametrisation.BiasVariance - 1;
        var extra = T.CreateTruncating(Math.Sqrt(Math.Abs(missing)) * (isColumns ? Math.Sign(missing) : 1));
        return Array.ConvertAll(factors, pair =>
        {
            var u = Matrix<T>.Uninitialised(pair.U.Rows, pair.U.Columns + 1);
            var scale = T.CreateTruncating(Math.Sqrt(parametrisation.WeightVariance / pair.U.Columns));
            for (var i = 0; i < u.Rows; i++)
            {
                TensorPrimitives.Multiply(pair.U.Row(i), scale, u.Row(i));
                u[i, pair.U.Columns] = extra;
            }

            return new FactorPair<T>(u, pair.V);
        });
    }

    /// <summary>Factors whose kernel is [n, n], summed over the outputs: their δ lie side by side in a row, [n, o·w].</summary>
    private static FactorPair<T> Summed<T>(Matrix<T> activations, Matrix<T> deltas, int outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => new(activations, deltas.Reshape(0, activations.Rows, outputs * deltas.Columns));

    /// <summary>Factors whose kernel is [n·o, n·o], row n·o + o′ for output o′ of row n.</summary>
    private static FactorPair<T> Apart<T>(Matrix<T> activations, Matrix<T> deltas, int outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => new(Repeat(activations, outputs), deltas);

    private static (Matrix<T>[] Activations, Matrix<T>[] Deltas) Of<T>(Network<T> network, Matrix<T> x, NtkOutput output, int outputs, MatrixRental<T>? rental)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Func<int, int, Matrix<T>> allocate = rental is null ? Matrix<T>.Uninitialised : rental.Take;
        var pass = new ForwardPass<T>(network, x.Rows, false, allocate);
        Matrix<T>[] activations = [x, .. Enumerable.Range(0, network.Depth).Select(pass.PostActivation)];
        Matrix<T>[] deltas =
        [
            .. Enumerable.Range(0, network.Depth).Select(l => allocate(checked(x.Rows * outputs), network.Layers[l].OutputCount)),
            output.Against is null ? OfLogits<T>(x.Rows, outputs) : OfLogOdds<T>(x.Rows),
        ];

        // Rows go through the whole network and back on one thread, while they are in its cache. All tasks have about
        // as many, as a product of few rows adds up in another order.
        var tasks = Math.Max(1, x.Rows / RowsPerTask);
        Workers.For(tasks, task =>
        {
            var first = (int)((long)x.Rows * task / tasks);
            var count = (int)((long)x.Rows * (task + 1) / tasks) - first;
            var part = pass.RowRange(first, count);
            network.Forward(x.RowRange(first, count), part);
            Matrix<T> Delta(int layer) => deltas[layer].RowRange(first * outputs, count * outputs);
            for (var l = network.Depth - 1; l >= 0; l--) FillHidden(network, part, l, Delta(l + 1), output, Delta(l));
        });
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

    /// <summary>∂(f_of − f_against)/∂z, 1 and −1 for the two logits, [n, 2].</summary>
    private static Matrix<T> OfLogOdds<T>(int rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var deltas = new Matrix<T>(rows, 2);
        for (var row = 0; row < rows; row++) (deltas[row, 0], deltas[row, 1]) = (T.One, -T.One);
        return deltas;
    }

    /// <summary>δ_l = (δ_{l+1}·W_{l+1}) ∘ φ′(z_l), [n·o, w].</summary>
    private static void FillHidden<T>(Network<T> network, ForwardPass<T> pass, int layer, Matrix<T> above, NtkOutput output, Matrix<T> deltas)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (firstOutput, outputs) = output.Range(network.OutputCount);
        var weights = network.Weight(layer + 1);
        var belowLogits = layer == network.Depth - 1;
        if (!belowLogits) MatMul.NN(above, weights, deltas);
        var (activation, pre, post) = (network.Layers[layer].Activation, pass.PreActivationBuffer(layer), pass.PostActivation(layer));
        for (var row = 0; row < deltas.Rows; row++)
        {
            var (sample, ofSample) = Math.DivRem(row, outputs);
            if (belowLogits) weights.Row(firstOutput + ofSample).CopyTo(deltas.Row(row));
            if (belowLogits && output.Against is { } against) TensorPrimitives.Subtract<T>(deltas.Row(row), weights.Row(against), deltas.Row(row));
            ActivationKernel.MultiplyByDerivative(activation, pre.Row(sample), post.Row(sample), deltas.Row(row));
        }
    }

    private static Matrix<T> Repeat<T>(Matrix<T> matrix, int times)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var result = Matrix<T>.Uninitialised(checked(matrix.Rows * times), matrix.Columns);
        for (var row = 0; row < result.Rows; row++) matrix.Row(row / times).CopyTo(result.Row(row));
        return result;
    }
}
