using System.Numerics;
using System.Numerics.Tensors;
using DeepDive.Numerics;

namespace DeepDive.Analysis;

/// <summary>What is done with the squared distances of one row to all rows, [n]; they may be overwritten.</summary>
internal delegate void DistanceRow(int row, Span<double> squared);

/// <summary>Squared distances of every row to every row by the matrix product, ‖x‖² + ‖y‖² − 2·x·y, some rows at a time: never n × n of them.</summary>
internal static class DistanceRows
{
    // Elements of a block, 32 MB of float64.
    private const int BlockElements = 1 << 22;

    private const int MostBlockRows = 256;

    /// <summary>Visits every row once; the visits of a block run on several threads.</summary>
    /// <remarks>Same rows → same bits, whatever the number of threads. Errors are about 1e-16 of the rows' squared lengths about their mean.</remarks>
    public static void Visit<T>(Matrix<T> x, DistanceRow visit, CancellationToken cancellation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var centred = Centring.Centre<T, double>(x);
        var norms = new double[x.Rows];
        Workers.For(x.Rows, i => norms[i] = TensorPrimitives.SumOfSquares<double>(centred.Row(i)));
        var rows = Math.Clamp(BlockElements / x.Rows, 1, MostBlockRows);
        var memory = new Matrix<double>(Math.Min(rows, x.Rows), x.Rows);
        for (var start = 0; start < x.Rows; start += rows)
        {
            cancellation.ThrowIfCancellationRequested();
            var first = start;
            var block = memory.RowRange(0, Math.Min(rows, x.Rows - start));
            MatMul.NT(centred.RowRange(start, block.Rows), centred, block);
            Workers.For(block.Rows, i =>
            {
                var row = block.Row(i);
                TensorPrimitives.MultiplyAdd(row, -2, norms, row);
                TensorPrimitives.Add(row, norms[first + i], row);
                visit(first + i, row);
            });
        }
    }
}
