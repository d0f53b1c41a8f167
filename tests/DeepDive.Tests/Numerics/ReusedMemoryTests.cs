using System.Numerics;
using DeepDive.Analysis;
using DeepDive.Models;
using DeepDive.Numerics;

namespace DeepDive.Tests.Numerics;

/// <summary>
/// Eigenvalues must not depend on what reused memory held before. Their sum is the trace and the sum of their squares that of
/// the elements, at any order and without a second solver.
/// </summary>
[Collection("Workers")]
public sealed class ReusedMemoryTests : IDisposable
{
    // 17 to 24 blocks of rows, two to a group: the last group has one or two. Then the orders of band and block edges.
    private static readonly int[] s_large = [2300, 1537, 2017, 1999];
    private static readonly int[] s_small = [.. Enumerable.Range(1, 70), .. Enumerable.Range(95, 40)];

    public void Dispose() => ScratchContent.Filling = null;

    [Theory]
    [InlineData(null)]
    [InlineData(ScratchContent.NotANumber)]
    [InlineData(ScratchContent.Huge)]
    public void Sums_of_eigenvalues_are_right_at_large_orders_one_after_the_other(byte? filling)
    {
        ScratchContent.Filling = filling;
        foreach (var n in s_large) AssertSums(SymmetricMatrices.Make(SymmetricKind.Random, n).To<float>());
    }

    [Theory]
    [InlineData(null)]
    [InlineData(ScratchContent.NotANumber)]
    [InlineData(ScratchContent.Huge)]
    public void Sums_of_eigenvalues_are_right_at_small_orders_up_and_down_and_mixed(byte? filling)
    {
        ScratchContent.Filling = filling;
        var mixed = (int[])s_small.Clone();
        new RandomStream(3).Shuffle<int>(mixed);
        foreach (var n in s_small.Concat(s_small.Reverse()).Concat(mixed))
        {
            var matrix = SymmetricMatrices.Make(SymmetricKind.Random, n);
            AssertSums(matrix.To<float>());
            AssertSums(matrix);
        }
    }

    [Theory]
    [InlineData(ScratchContent.NotANumber)]
    [InlineData(ScratchContent.Huge)]
    public void Tangent_kernels_are_the_same_bits_whatever_memory_held(byte filling)
    {
        // One task of few rows, and several tasks whose last block of the kernel is not full.
        foreach (var rows in new[] { 3, 191, 577 })
        {
            var network = Mlp.Create<float>(5, depth: 3, width: 21, outputs: 2, Activation.Tanh, new RandomStream(2));
            var x = SymmetricMatrices.Make(SymmetricKind.Random, rows).To<float>().ColumnRange(0, 3).Clone();
            var inputs = new Matrix<float>(rows, 5);
            for (var i = 0; i < rows; i++) x.Row(i).CopyTo(inputs.Row(i));
            foreach (var output in new[] { NtkOutput.Of(1), NtkOutput.Trace, NtkOutput.LogOdds() })
            {
                ScratchContent.Filling = null;
                var kernel = Ntk.Kernel(network, inputs, output);
                ScratchContent.Filling = filling;
                Assert.Equal(kernel.AsSpan().ToArray(), Ntk.Kernel(network, inputs, output).AsSpan().ToArray());
                Assert.Equal(kernel.AsSpan().ToArray(), Ntk.Kernel(network, inputs, inputs.Clone(), output).AsSpan().ToArray());
            }
        }
    }

    [Theory]
    [InlineData(ScratchContent.NotANumber)]
    [InlineData(ScratchContent.Huge)]
    public void Eigenpairs_are_the_same_bits_whatever_memory_held(byte filling)
    {
        foreach (var n in new[] { 33, 97, 200, 1600 })
        {
            var matrix = SymmetricMatrices.Make(SymmetricKind.Random, n).To<float>();
            ScratchContent.Filling = null;
            var (values, vectors) = SymmetricEigen.Top(matrix, 5);
            ScratchContent.Filling = filling;
            var again = SymmetricEigen.Top(matrix, 5);
            Assert.Equal(values, again.Values);
            Assert.Equal(vectors.AsSpan().ToArray(), again.Vectors.AsSpan().ToArray());
        }
    }

    // A sum of n values, each wrong by some ε of the largest: 8 ε allows for the worst that was measured, 4.5 ε.
    private static void AssertSums<T>(Matrix<T> matrix)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (trace, squares) = (0.0, 0.0);
        for (var i = 0; i < matrix.Rows; i++)
        {
            trace += double.CreateTruncating(matrix[i, i]);
            foreach (var element in matrix.Row(i)) squares += double.CreateTruncating(element) * double.CreateTruncating(element);
        }

        var values = TwoStageEigen<T>.Current.Values(matrix, 1, matrix.Rows);
        var tolerance = 8 * matrix.Rows * double.CreateTruncating(T.BitIncrement(T.One) - T.One);
        Assert.Equal(trace, values.Sum(), tolerance * values.Max(Math.Abs));
        Assert.Equal(squares, values.Sum(value => value * value), tolerance * squares);
    }
}
