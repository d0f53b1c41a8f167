using System.Numerics;

namespace DeepDive.Numerics;

/// <summary>
/// Eigenvalues of a large symmetric matrix in two stages, full → band → tridiagonal, so that nearly all operations are matrix
/// products; and eigenvectors of the largest ones. One instance a thread keeps the memory from call to call.
/// </summary>
internal sealed unsafe class TwoStageEigen<T, TVector, TLanes, TRows>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVector : unmanaged
    where TLanes : ILanes<T, TVector>
    where TRows : IConstant
{
    [ThreadStatic]
    private static TwoStageEigen<T, TVector, TLanes, TRows>? s_current;

    private readonly BandReduction<T, TVector, TLanes, TRows> _bandReduction = new();
    private readonly BulgeChase<T, TVector, TLanes> _bulgeChase = new();
    private readonly SturmBisection<T, TVector, TLanes> _bisection = new();
    private readonly Scratch<T> _bandCopy = new();

    /// <summary>The <paramref name="count"/> largest eigenvalues of (M + Mᵀ)/(2 · scale), largest first.</summary>
    public static double[] Values(Matrix<T> matrix, double scale, int count)
    {
        var current = s_current ??= new();
        return current.ReduceToBand(matrix, scale, false).ValuesOfBand(current._bandReduction.Result, count);
    }

    /// <summary>Vectors near eigenvectors of the <paramref name="count"/> largest eigenvalues, orthonormal but for rounding.</summary>
    public static double[][] Vectors(Matrix<T> matrix, double scale, int count)
    {
        var current = s_current ??= new();
        current.ReduceToBand(matrix, scale, true);
        return current.TransformBack(current.VectorsOfBand(count));
    }

    private int Order => _bandReduction.Blocks.Order;

    private TwoStageEigen<T, TVector, TLanes, TRows> ReduceToBand(Matrix<T> matrix, double scale, bool keepReflectors)
    {
        _bandReduction.Blocks.Load(matrix, scale);
        _bandReduction.Reduce(keepReflectors);
        return this;
    }

    private double[] ValuesOfBand(T* band, int count)
    {
        _bulgeChase.Reduce(band, Order);
        return _bisection.Largest(band, Order, count);
    }

    private double[][] VectorsOfBand(int count)
    {
        var length = Band.Length(Order);
        var band = _bandReduction.Result;
        var copy = _bandCopy.Take(length);
        new ReadOnlySpan<T>(band, length).CopyTo(new Span<T>(copy, length));
        var estimates = ValuesOfBand(copy, count);
        return BandInverseIteration.Vectors(band, Order, estimates);
    }

    private double[][] TransformBack(double[][] vectors)
    {
        var multiple = WyTransform<T, TVector, TLanes, TRows>.ColumnMultiple;
        var x = new Matrix<T>(_bandReduction.Blocks.Count * TriangleBlocks<T>.Size, (vectors.Length + multiple - 1) / multiple * multiple);
        for (var i = 0; i < Order; i++)
        {
            for (var j = 0; j < vectors.Length; j++) x[i, j] = T.CreateTruncating(vectors[j][i]);
        }

        WyTransform<T, TVector, TLanes, TRows>.Apply(_bandReduction.Blocks, _bandReduction.Compact, x);
        for (var i = 0; i < Order; i++)
        {
            for (var j = 0; j < vectors.Length; j++) vectors[j][i] = double.CreateTruncating(x[i, j]);
        }

        return vectors;
    }
}
