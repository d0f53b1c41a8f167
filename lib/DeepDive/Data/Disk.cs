using System.Globalization;

namespace DeepDive.Data;

/// <summary>Points of the square [−1, 1]², labelled by whether they lie inside a disk that covers half of it.</summary>
/// <remarks>As in Baratin et al. 2021. Label class 1 is y = +1. The latents are the coordinates themselves.</remarks>
public static class Disk
{
    /// <summary>Radius √(2/π) ≈ 0.798: the disk's area 2 is half the square's.</summary>
    public static double Radius { get; } = Math.Sqrt(2 / Math.PI);

    /// <summary>Draws a data set, inputs [n, 2]. Same options → same rows.</summary>
    /// <exception cref="ArgumentException">An option is out of range; the message says which.</exception>
    public static DataSet Generate(DiskOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return UniformPlane.Draw("disk", options.Count, options.Seed, options.LabelNoise, point => LabelAt(point, options.HalfFlip), new Dictionary<string, string>
        {
            ["rows"] = options.Count.ToString(CultureInfo.InvariantCulture),
            ["half flip"] = options.HalfFlip ? "yes" : "no",
            ["label noise"] = options.LabelNoise.ToString(CultureInfo.InvariantCulture),
        });
    }

    /// <summary>The class at a point, without label noise: 1 where x₁² + x₂² &lt; 2/π, and the other one where x₂ > 0 if half of it is flipped.</summary>
    /// <param name="point">(x₁, x₂).</param>
    /// <param name="halfFlip">Whether classes change where x₂ > 0.</param>
    public static int LabelAt(ReadOnlySpan<float> point, bool halfFlip = false)
    {
        var (x1, x2) = ((double)point[0], (double)point[1]);
        var inside = x1 * x1 + x2 * x2 < Radius * Radius;
        return inside ^ (halfFlip && x2 > 0) ? 1 : 0;
    }
}
