using System.Text.Json;
using DeepDive.Numerics;

namespace DeepDive.Tests.Analysis;

/// <summary>Reference values, written by Golden/analysis.py with NumPy and SciPy.</summary>
internal sealed record AnalysisGolden(
    IReadOnlyList<AnalysisGolden.CkaCase> Cka,
    double Minibatch25,
    IReadOnlyList<AnalysisGolden.RankCase> Ranks,
    AnalysisGolden.EffectiveCase Effective,
    AnalysisGolden.SeedCase Seeds)
{
    public static AnalysisGolden Values { get; } = Read();

    public static Matrix<double> ToMatrix(double[][] rows) => Matrix<double>.FromRows(rows);

    public static Matrix<double>[] ToMatrices(double[][][] matrices) => [.. matrices.Select(ToMatrix)];

    private static AnalysisGolden Read()
    {
        using var stream = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Golden", "analysis.json"));
        return JsonSerializer.Deserialize<AnalysisGolden>(stream, JsonSerializerOptions.Web)!;
    }

    internal sealed record CkaCase(
        string Name, double[][] X, double[][] Y,
        double Linear, double DebiasedLinear, double Rbf, double RbfWide, double RbfNonZero, double DebiasedRbf);

    internal sealed record RankCase(
        string Name, double[][] Matrix, double[] Sigma, double[] Lambda,
        double SoftOfLambda, double SoftOfSigma, int Numerical, double Stable, double Participation, double RankMe);

    internal sealed record EffectiveCase(double[][][] Weights, double[][][] Derivatives, double[][][] Linear, double[][][] Jacobians);

    internal sealed record SeedCase(double[] Values, double Mean, double Deviation, double Low, double High);
}
