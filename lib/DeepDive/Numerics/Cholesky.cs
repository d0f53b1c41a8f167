using System.Numerics.Tensors;

namespace DeepDive.Numerics;

/// <summary>The factor of a symmetric positive definite matrix, A = L·Lᵀ with L lower triangular (Cholesky 1910), and systems solved with it.</summary>
/// <remarks>
/// By blocks of columns, whose updates are matrix products; n³/3 operations. Float64. Results do not depend on <see cref="Workers.Count"/>.
/// Legend: n rows, m right-hand sides.
/// </remarks>
public sealed class Cholesky
{
    private const int BlockColumns = 64;
    private const double Epsilon = 1.0 / (1L << 52);

    private Cholesky(Matrix<double> factor) => Factor = factor;

    /// <summary>L, [n, n], zero above the diagonal.</summary>
    public Matrix<double> Factor { get; }

    /// <summary>Factors a matrix.</summary>
    /// <param name="matrix">A, [n, n], not changed; only its lower triangle counts.</param>
    /// <exception cref="ArgumentException">The matrix is not square, not finite, or not positive definite to rounding.</exception>
    public static Cholesky Of(Matrix<double> matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        if (matrix.Rows != matrix.Columns) throw new ArgumentException($"the matrix must be square, but was [{matrix.Rows}, {matrix.Columns}]", nameof(matrix));
        FiniteScale.Of(matrix, nameof(matrix));
        var factor = LowerTriangle(matrix);
        for (var first = 0; first < matrix.Rows; first += BlockColumns)
        {
            var width = Math.Min(BlockColumns, matrix.Rows - first);
            Update(factor, first, width);
            FactorDiagonal(factor, first, width, matrix);
            SolveBelow(factor, first, width);
        }

        return new(factor);
    }

    /// <summary>X of A·X = B, by L·Y = B and Lᵀ·X = Y.</summary>
    /// <param name="rightSides">B, [n, m], not changed.</param>
    /// <returns>X, [n, m].</returns>
    /// <exception cref="ArgumentException">B has not n rows.</exception>
    public Matrix<double> Solve(Matrix<double> rightSides)
    {
        ArgumentNullException.ThrowIfNull(rightSides);
        if (rightSides.Rows != Factor.Rows) throw new ArgumentException($"the right-hand sides must have {Factor.Rows} rows as the matrix has, but have {rightSides.Rows}", nameof(rightSides));
        var x = rightSides.Clone();
        for (var first = 0; first < x.Rows; first += BlockColumns) Forward(x, first, Math.Min(BlockColumns, x.Rows - first));
        for (var first = (x.Rows - 1) / BlockColumns * BlockColumns; first >= 0; first -= BlockColumns) Backward(x, first, Math.Min(BlockColumns, x.Rows - first));
        return x;
    }

    private static Matrix<double> LowerTriangle(Matrix<double> matrix)
    {
        var lower = new Matrix<double>(matrix.Rows, matrix.Columns);
        for (var i = 0; i < matrix.Rows; i++) matrix.Row(i)[..(i + 1)].CopyTo(lower.Row(i));
        return lower;
    }

    /// <summary>Takes what the columns to the left make of this block away from it: A[f…, f…f+w] −= L[f…, …f]·L[f…f+w, …f]ᵀ.</summary>
    private static void Update(Matrix<double> factor, int first, int width)
    {
        if (first == 0) return;
        var below = factor.RowRange(first, factor.Rows - first);
        var product = Matrix<double>.Uninitialised(below.Rows, width);
        MatMul.NT(below.ColumnRange(0, first), factor.RowRange(first, width).ColumnRange(0, first), product);
        Workers.For(below.Rows, i =>
        {
            var row = below.Row(i).Slice(first, Math.Min(width, i + 1));
            TensorPrimitives.Subtract(row, product.Row(i)[..row.Length], row);
        });
    }

    private static void FactorDiagonal(Matrix<double> factor, int first, int width, Matrix<double> matrix)
    {
        for (var i = first; i < first + width; i++)
        {
            SolveRow(factor, i, first, i - first);
            var row = factor.Row(i);
            var pivot = row[i] - TensorPrimitives.SumOfSquares<double>(row[first..i]);
            if (pivot <= matrix.Rows * Epsilon * Math.Abs(matrix[i, i]))
                throw new ArgumentException($"the matrix must be positive definite, but pivot {i} was {pivot:G3} where the diagonal has {matrix[i, i]:G3}; add a ridge to the diagonal", nameof(matrix));
            row[i] = Math.Sqrt(pivot);
        }
    }

    private static void SolveBelow(Matrix<double> factor, int first, int width) =>
        Workers.For(factor.Rows - first - width, i => SolveRow(factor, first + width + i, first, width));

    /// <summary>Row i of L in the block's first columns, from row i of the updated A: x·L_bᵀ = a with the diagonal block L_b.</summary>
    private static void SolveRow(Matrix<double> factor, int i, int first, int width)
    {
        var row = factor.Row(i).Slice(first, width);
        for (var j = 0; j < width; j++)
        {
            var above = factor.Row(first + j).Slice(first, j + 1);
            row[j] = (row[j] - TensorPrimitives.Dot<double>(row[..j], above[..j])) / above[j];
        }
    }

    private void Forward(Matrix<double> x, int first, int width)
    {
        Subtract(x, first, width, product => MatMul.NN(Factor.RowRange(first, width).ColumnRange(0, first), x.RowRange(0, first), product));
        for (var i = first; i < first + width; i++)
        {
            for (var j = first; j < i; j++) TensorPrimitives.MultiplyAdd(x.Row(j), -Factor[i, j], x.Row(i), x.Row(i));
            TensorPrimitives.Divide(x.Row(i), Factor[i, i], x.Row(i));
        }
    }

    private void Backward(Matrix<double> x, int first, int width)
    {
        var (next, rest) = (first + width, x.Rows - first - width);
        Subtract(x, first, width, product => MatMul.TN(Factor.RowRange(next, rest).ColumnRange(first, width), x.RowRange(next, rest), product));
        for (var i = first + width - 1; i >= first; i--)
        {
            for (var j = i + 1; j < first + width; j++) TensorPrimitives.MultiplyAdd(x.Row(j), -Factor[j, i], x.Row(i), x.Row(i));
            TensorPrimitives.Divide(x.Row(i), Factor[i, i], x.Row(i));
        }
    }

    private static void Subtract(Matrix<double> x, int first, int width, Action<Matrix<double>> multiply)
    {
        var product = new Matrix<double>(width, x.Columns);
        multiply(product);
        for (var i = 0; i < width; i++) TensorPrimitives.Subtract(x.Row(first + i), product.Row(i), x.Row(first + i));
    }
}
