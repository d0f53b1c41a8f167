using System.Text.Json;
using DeepDive.Numerics;

namespace DeepDive.Tests.Analysis;

/// <summary>Reference values, written by Golden/ridge.py with scikit-learn; the last rows of each case are scored, the others fitted.</summary>
internal sealed record ProbeGolden(int Test, IReadOnlyList<ProbeGolden.Case> Cases)
{
    public static ProbeGolden Values { get; } = Read();

    /// <summary>The rows to fit on and the rows to score on.</summary>
    public (Matrix<double> Train, Matrix<double> Test) Split(double[][] rows)
    {
        var all = Matrix<double>.FromRows(rows);
        return (all.RowRange(0, all.Rows - Test), all.RowRange(all.Rows - Test, Test));
    }

    private static ProbeGolden Read()
    {
        using var stream = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Golden", "ridge.json"));
        return JsonSerializer.Deserialize<ProbeGolden>(stream, JsonSerializerOptions.Web)!;
    }

    internal sealed record Case(double[][] X, double[][] Y, int[] Labels, RidgeCase[] Ridge, LogisticCase[] Logistic);

    internal sealed record RidgeCase(double Strength, bool Standardise, double[][] Predictions, double[] Scores, double Pooled);

    internal sealed record LogisticCase(double Strength, bool Standardise, double[][] Probabilities);
}
