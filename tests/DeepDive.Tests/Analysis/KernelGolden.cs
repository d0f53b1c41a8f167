using System.Text.Json;

namespace DeepDive.Tests.Analysis;

/// <summary>Reference values, written by Golden/kernels.py with NumPy and SciPy.</summary>
internal sealed record KernelGolden(
    double[][] Kernel, double[][] Between, int[] Two, int[] Three, double[][] Targets,
    double AlignmentTwo, double AlignmentThree, double AlignmentVector, double AlignmentTargets,
    double[][] Cholesky, double[] Eigenvalues, KernelGolden.RidgeCase[] Ridges)
{
    public static KernelGolden Values { get; } = Read();

    private static KernelGolden Read()
    {
        using var stream = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Golden", "kernels.json"));
        return JsonSerializer.Deserialize<KernelGolden>(stream, JsonSerializerOptions.Web)!;
    }

    internal sealed record RidgeCase(double Ridge, double[][] Coefficients, double[][] Predictions);
}
