using DeepDive.Numerics;

namespace DeepDive.Bench.Workloads;

/// <summary>CKA of two layers by its definition, with whole kernels in float64: the twin that fast ones are checked against.</summary>
internal static class PlainCka
{
    private const double Bandwidth = 0.5; // The default of Cka.Matrix.

    public static double Of(Matrix<float> x, Matrix<float> y, bool isRbf)
    {
        var (k, l) = (CentredKernel(x.To<double>(), isRbf), CentredKernel(y.To<double>(), isRbf));
        return Product(k, l) / Math.Sqrt(Product(k, k) * Product(l, l));
    }

    private static double[] CentredKernel(Matrix<double> x, bool isRbf)
    {
        var kernel = new double[x.Rows * x.Rows];
        for (var i = 0; i < kernel.Length; i++) kernel[i] = Element(x.Row(i / x.Rows), x.Row(i % x.Rows), isRbf);
        if (isRbf) ToRbf(kernel);
        Centre(kernel, x.Rows);
        return kernel;
    }

    /// <summary>A product of rows, or their squared distance.</summary>
    private static double Element(ReadOnlySpan<double> x, ReadOnlySpan<double> y, bool isDistance)
    {
        var sum = 0.0;
        for (var p = 0; p < x.Length; p++) sum += isDistance ? (x[p] - y[p]) * (x[p] - y[p]) : x[p] * y[p];
        return sum;
    }

    private static void ToRbf(double[] distances)
    {
        var sorted = distances.Order().ToArray();
        var median = (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
        for (var i = 0; i < distances.Length; i++) distances[i] = Math.Exp(-distances[i] / (2 * Bandwidth * Bandwidth * median));
    }

    private static void Centre(double[] kernel, int rows)
    {
        var means = new double[rows];
        for (var i = 0; i < kernel.Length; i++) means[i / rows] += kernel[i] / rows;
        var mean = means.Average();
        for (var i = 0; i < kernel.Length; i++) kernel[i] += mean - means[i / rows] - means[i % rows];
    }

    private static double Product(double[] k, double[] l)
    {
        var sum = 0.0;
        for (var i = 0; i < k.Length; i++) sum += k[i] * l[i];
        return sum;
    }
}
