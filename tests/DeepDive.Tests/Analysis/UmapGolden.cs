using System.Text.Json;
using DeepDive.Numerics;

namespace DeepDive.Tests.Analysis;

/// <summary>Golden/umap.json, written by umap.py with scikit-learn and SciPy.</summary>
internal sealed record UmapGolden(
    double[][] X,
    int[][] Indices,
    double[][] Distances,
    double[] Sigmas,
    double[][] Graph,
    UmapGolden.Curve[] Curves,
    double[][] Scores,
    double[] Variances,
    double Share,
    double[][] Picture,
    double[] Trustworthiness)
{
    public static UmapGolden Read()
    {
        using var stream = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Golden", "umap.json"));
        return JsonSerializer.Deserialize<UmapGolden>(stream, JsonSerializerOptions.Web)!;
    }

    public Matrix<double> Rows => Matrix<double>.FromRows(X);

    internal sealed record Curve(double Least, double Spread, double[] Ab);
}
