using System.Numerics;
using System.Runtime.Intrinsics;

namespace DeepDive.Numerics;

/// <summary>
/// Eigenvalues of a large symmetric matrix in two stages, full → band → tridiagonal, so that nearly all operations are matrix
/// products; and eigenvectors of the largest ones. One instance a thread keeps the memory from call to call.
/// </summary>
internal abstract class TwoStageEigen<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [ThreadStatic]
    private static TwoStageEigen<T>? s_current;

    /// <summary>This thread's, for the widest registers that the processor has.</summary>
    public static TwoStageEigen<T> Current => s_current ??= Create();

    /// <summary>The <paramref name="count"/> largest eigenvalues of (M + Mᵀ)/(2 · scale), largest first.</summary>
    public abstract double[] Values(Matrix<T> matrix, double scale, int count);

    /// <summary>Vectors near eigenvectors of the <paramref name="count"/> largest eigenvalues, orthonormal but for rounding.</summary>
    public abstract double[][] Vectors(Matrix<T> matrix, double scale, int count);

    private static TwoStageEigen<T> Create()
    {
        if (Vector512.IsHardwareAccelerated) return new TwoStageEigen<T, Vector512<T>, Lanes512<T>, Twelve>();
        if (Vector256.IsHardwareAccelerated) return new TwoStageEigen<T, Vector256<T>, Lanes256<T>, Six>();
        if (Vector128.IsHardwareAccelerated) return new TwoStageEigen<T, Vector128<T>, Lanes128<T>, Six>();
        return new TwoStageEigen<T, T, ScalarLanes<T>, Six>();
    }
}

/// <inheritdoc/>
internal sealed unsafe class TwoStageEigen<T, TVector, TLanes, TRows> : TwoStageEigen<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVector : unmanaged
    where TLanes : ILanes<T, TVector>
    where TRows : IConstant
{
    private readonly BandReduction<T, TVector, TLanes, TRows> _bandReduction = new();
    private readonly BulgeChase<T, TVector, TLanes> _bulgeChase = new();
    private readonly SturmBisection<T, TVector, TLanes> _bisection = new();
    private readonly Scratch<T> _bandCopy = new();

    private int Order => _bandReduction.Blocks.Order;

    public override double[] Values(Matrix<T> matrix, double scale, int count)
    {
        _bandReduction.Blocks.Load(matrix, scale);
        _bandReduction.Reduce(keepReflectors: false);
        return ValuesOfBand(_bandReduction.Result, count);
    }

    public override double[][] Vectors(Matrix<T> matrix, double scale, int count)
    {
        _bandReduction.Blocks.Load(matrix, scale);
        _bandReduction.Reduce(keepReflectors: true);
        return TransformBack(VectorsOfBand(count));
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
