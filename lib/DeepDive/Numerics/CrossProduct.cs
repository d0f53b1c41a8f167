using System.Numerics;
using System.Runtime.Intrinsics;

namespace DeepDive.Numerics;

/// <summary>The columns of a matrix X [n, d], packed for ‖XᵀY‖²_F with many Y, where no XᵀY is ever in memory.</summary>
/// <remarks>
/// Same processor, same sizes and same numbers → the same bits. <see cref="MatMul.TN"/> and a sum over its squares are the plain twin.
/// </remarks>
internal sealed class CrossProduct<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <param name="x">[n, d]; not needed any more once this is made.</param>
    public CrossProduct(Matrix<T> x)
    {
        var (rows, panelWidth) = TileSize;
        Left = new(Operand<T>.Columns(x), x.Columns, x.Rows, rows);
        Right = new(Operand<T>.Columns(x), x.Columns, x.Rows, panelWidth);
        GC.KeepAlive(x);
    }

    /// <summary>Xᵀ by the height of a tile.</summary>
    public PackedLines<T> Left { get; }

    /// <summary>X by the width of a tile.</summary>
    public PackedLines<T> Right { get; }

    private static (int Rows, int PanelWidth) TileSize =>
        Vector512.IsHardwareAccelerated ? (Twelve.Value, 2 * Vector512<T>.Count)
        : Vector256.IsHardwareAccelerated ? (Six.Value, 2 * Vector256<T>.Count)
        : Vector128.IsHardwareAccelerated ? (Six.Value, 2 * Vector128<T>.Count)
        : (Six.Value, 2);

    /// <summary>‖XᵀY‖²_F of matrices with as many rows.</summary>
    public double SquaredNorm(CrossProduct<T> y) =>
        Vector512.IsHardwareAccelerated ? CrossTiles<T, Vector512<T>, Lanes512<T>, Twelve>.SumOfSquares(this, y)
        : Vector256.IsHardwareAccelerated ? CrossTiles<T, Vector256<T>, Lanes256<T>, Six>.SumOfSquares(this, y)
        : Vector128.IsHardwareAccelerated ? CrossTiles<T, Vector128<T>, Lanes128<T>, Six>.SumOfSquares(this, y)
        : CrossTiles<T, T, ScalarLanes<T>, Six>.SumOfSquares(this, y);

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        Left.Dispose();
        Right.Dispose();
    }
}
