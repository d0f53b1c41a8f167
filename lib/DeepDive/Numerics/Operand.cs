using System.Numerics;

namespace DeepDive.Numerics;

/// <summary>
/// One side of a product: a row of A or a column of B is a <em>line</em> that runs along the depth.
/// Element p of line i lies at <c>i · Stride + p · Step</c>.
/// </summary>
internal readonly unsafe struct Operand<T>(T* start, nint stride, nint step)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public readonly T* Start = start;
    public readonly nint Stride = stride;
    public readonly nint Step = step;

    /// <summary>The matrix with its rows as lines.</summary>
    public static Operand<T> Rows(Matrix<T> matrix) => new(matrix.Pointer, matrix.Stride, 1);

    /// <summary>The matrix with its columns as lines.</summary>
    public static Operand<T> Columns(Matrix<T> matrix) => new(matrix.Pointer, 1, matrix.Stride);

    public Operand<T> At(int line, int depth) => new(Start + line * Stride + depth * Step, Stride, Step);
}
