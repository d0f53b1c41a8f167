using DeepDive.Numerics;

namespace DeepDive.Analysis;

/// <summary>Coefficient of determination, 1 − Σ (y − ŷ)² / Σ (y − ȳ)²: the share of the targets' variance that predictions explain (Wright 1921).</summary>
/// <remarks>1 for exact predictions, 0 for their mean, below 0 for worse ones. Targets that do not vary have nothing to explain: 0. Legend: n rows, q targets.</remarks>
public static class RSquared
{
    /// <summary>R² of each target, [q].</summary>
    /// <param name="targets">y, [n, q], n ≥ 1.</param>
    /// <param name="predictions">ŷ, [n, q].</param>
    /// <exception cref="ArgumentException">The shapes differ, or a number is not finite.</exception>
    public static double[] ByTarget(Matrix<double> targets, Matrix<double> predictions)
    {
        var (residual, total) = SumsOfSquares(targets, predictions);
        return [.. residual.Zip(total, Share)];
    }

    /// <summary>R² of all targets together, 1 − Σ residual / Σ total: for targets that are the coordinates of one thing.</summary>
    /// <param name="targets">y, [n, q], n ≥ 1.</param>
    /// <param name="predictions">ŷ, [n, q].</param>
    /// <exception cref="ArgumentException">The shapes differ, or a number is not finite.</exception>
    public static double Pooled(Matrix<double> targets, Matrix<double> predictions)
    {
        var (residual, total) = SumsOfSquares(targets, predictions);
        return Share(residual.Sum(), total.Sum());
    }

    private static double Share(double residual, double total) => total > 0 ? 1 - residual / total : 0;

    private static (double[] Residual, double[] Total) SumsOfSquares(Matrix<double> targets, Matrix<double> predictions)
    {
        Guard.ThrowIfEmptyOrNotFinite(targets, "the targets");
        Guard.ThrowIfEmptyOrNotFinite(predictions, "the predictions");
        if (targets.Rows != predictions.Rows || targets.Columns != predictions.Columns)
            throw new ArgumentException($"predictions must have the targets' shape [{targets.Rows}, {targets.Columns}], but have [{predictions.Rows}, {predictions.Columns}]", nameof(predictions));
        var centred = Centring.Centre<double, double>(targets);
        var (residual, total) = (new double[targets.Columns], new double[targets.Columns]);
        for (var i = 0; i < targets.Rows; i++)
        {
            for (var t = 0; t < total.Length; t++)
            {
                var difference = targets[i, t] - predictions[i, t];
                residual[t] += difference * difference;
                total[t] += centred[i, t] * centred[i, t];
            }
        }

        return (residual, total);
    }
}
