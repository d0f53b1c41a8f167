using System.Globalization;

namespace DeepDive.Data;

/// <summary>Points of the square [−1, 1]², labelled by the sign of x₂, which is reversed inside two circles of radius 0.3.</summary>
/// <remarks>As in Baratin et al. 2021 (who name the classes the other way round). The latents are the coordinates themselves.</remarks>
public static class YinYang
{
    /// <summary>Radius of both circles.</summary>
    public const double Radius = 0.3;

    /// <summary>Draws a data set, inputs [n, 2]. Same options → same rows.</summary>
    /// <exception cref="ArgumentException">An option is out of range; the message says which.</exception>
    public static DataSet Generate(YinYangOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ThrowIfUnknown(options.Variant);
        return UniformPlane.Draw("yin-yang", options.Count, options.Seed, options.LabelNoise, point => LabelAt(point, options.Variant), new Dictionary<string, string>
        {
            ["rows"] = options.Count.ToString(CultureInfo.InvariantCulture),
            ["variant"] = options.Variant.ToString(CultureInfo.InvariantCulture),
            ["label noise"] = options.LabelNoise.ToString(CultureInfo.InvariantCulture),
        });
    }

    /// <summary>The class at a point, without label noise: 1 where x₂ > 0 outside the circles or x₂ ≤ 0 inside one.</summary>
    /// <param name="point">(x₁, x₂).</param>
    /// <param name="variant">1 or 2, see <see cref="YinYangOptions.Variant"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The variant is neither 1 nor 2.</exception>
    public static int LabelAt(ReadOnlySpan<float> point, int variant = 1)
    {
        ThrowIfUnknown(variant);
        var (x1, x2) = (point[0], point[1]);
        var inside = InCircle(x1, x2, variant == 1 ? 0.5 : -0.5, -0.5) || InCircle(x1, x2, -0.5, 0.5);
        return x2 > 0 ^ inside ? 1 : 0;
    }

    private static bool InCircle(double x1, double x2, double center1, double center2) =>
        (x1 - center1) * (x1 - center1) + (x2 - center2) * (x2 - center2) < Radius * Radius;

    private static void ThrowIfUnknown(int variant)
    {
        if (variant is not (1 or 2))
            throw new ArgumentOutOfRangeException(nameof(variant), $"variant must be 1 or 2, but was {variant}; 1 has its circles on the diagonal, 2 on the left");
    }
}
