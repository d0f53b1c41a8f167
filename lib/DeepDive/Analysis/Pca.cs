using System.Numerics;
using System.Numerics.Tensors;
using DeepDive.Numerics;

namespace DeepDive.Analysis;

/// <summary>Principal components: the directions in which centred rows vary most (Pearson 1901). Legend: n rows, d features, k components.</summary>
/// <param name="Scores">Coordinates of the rows along the components, [n, k]; the score of largest magnitude of each is positive.</param>
/// <param name="Variances">Variance along each component, largest first, [k]: eigenvalues of the covariance, by n − 1.</param>
/// <param name="TotalVariance">Variance along all d.</param>
public sealed record Pca(Matrix<double> Scores, IReadOnlyList<double> Variances, double TotalVariance)
{
    /// <summary>Share of the variance that the k components show, in 0…1; 1 where nothing varies.</summary>
    public double Share => TotalVariance == 0 ? 1 : Variances.Sum() / TotalVariance;

    /// <summary>The first components of rows, in float64, by the covariance or the Gram matrix, whichever is smaller.</summary>
    /// <remarks>Same rows and processor → same bits, whatever <see cref="Workers.Count"/>.</remarks>
    /// <param name="x">[n, d], n ≥ 2.</param>
    /// <param name="count">k, in 1…min(n, d); 2 for a picture.</param>
    /// <exception cref="ArgumentException">A row is not finite, or there are fewer than two.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are no so many components.</exception>
    public static Pca Of<T>(Matrix<T> x, int count = 2)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.ThrowIfEmptyOrNotFinite(x, "the rows");
        if (x.Rows < 2) throw new ArgumentException($"there must be ≥ 2 rows, but was {x.Rows}; one row does not vary", nameof(x));
        if (count < 1 || count > Math.Min(x.Rows, x.Columns))
            throw new ArgumentOutOfRangeException(nameof(count), count, $"the number of components must lie in 1…{Math.Min(x.Rows, x.Columns)} for [{x.Rows}, {x.Columns}], but was {count}");
        var centred = Centring.Centre<T, double>(x);
        var (values, scores) = x.Columns <= x.Rows ? ByCovariance(centred, count) : ByGram(centred, count);
        TurnPositive(scores);
        var total = Enumerable.Range(0, x.Rows).Sum(i => TensorPrimitives.SumOfSquares<double>(centred.Row(i)));
        return new(scores, [.. values.Select(value => Math.Max(value, 0) / (x.Rows - 1))], total / (x.Rows - 1));
    }

    private static (double[] Values, Matrix<double> Scores) ByCovariance(Matrix<double> centred, int count)
    {
        var (covariance, scores) = (new Matrix<double>(centred.Columns, centred.Columns), new Matrix<double>(centred.Rows, count));
        MatMul.TN(centred, centred, covariance);
        var (values, vectors) = SymmetricEigen.Top(covariance, count);
        MatMul.NN(centred, vectors, scores);
        return (values, scores);
    }

    private static (double[] Values, Matrix<double> Scores) ByGram(Matrix<double> centred, int count)
    {
        var gram = new Matrix<double>(centred.Rows, centred.Rows);
        MatMul.NT(centred, centred, gram);
        var (values, scores) = SymmetricEigen.Top(gram, count);
        for (var i = 0; i < scores.Rows; i++)
        {
            for (var j = 0; j < count; j++) scores[i, j] *= Math.Sqrt(Math.Max(values[j], 0));
        }

        return (values, scores);
    }

    private static void TurnPositive(Matrix<double> scores)
    {
        for (var j = 0; j < scores.Columns; j++)
        {
            var column = scores.Column(j);
            if (column[TensorPrimitives.IndexOfMaxMagnitude<double>(column)] >= 0) continue;
            for (var i = 0; i < scores.Rows; i++) scores[i, j] = -scores[i, j];
        }
    }
}
