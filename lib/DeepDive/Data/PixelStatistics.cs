using System.Numerics.Tensors;
using DeepDive.Numerics;

namespace DeepDive.Data;

/// <summary>What can be computed of an image without knowing what it shows: latents for images that come with none.</summary>
/// <remarks>
/// Legend: n images, I(r, c) ≥ 0 the intensity at row r and column c, x and y a pixel's place from −1 (left, bottom) to 1 (right, top),
/// ⟨·⟩ a mean over pixels weighted with I, Q its second moments about the centroid. A black image has symmetry 1 and 0 elsewhere.
/// </remarks>
public static class PixelStatistics
{
    private static readonly string[] s_names =
    [
        "mean intensity", "contrast", "ink", "centroid x", "centroid y", "extent x", "extent y",
        "spread", "ellipticity 1", "ellipticity 2", "symmetry left–right", "symmetry up–down",
    ];

    /// <summary>
    /// The columns of <see cref="Of"/>. Mean intensity: mean I. Contrast: deviation of I over the pixels. Ink: share of pixels at
    /// least half as bright as the brightest. Centroid: ⟨x⟩, ⟨y⟩. Extent: share of columns, and of rows, from the first with ink to the
    /// last. Spread: √(Qxx + Qyy), the radius of gyration. Ellipticity: (Qxx − Qyy) / (Qxx + Qyy) and 2 Qxy / (Qxx + Qyy), the elongation's cosine
    /// and sine of twice its angle (Kaiser, Squires and Broadhurst 1995), which unlike the angle are continuous. Symmetry:
    /// 1 − Σ|I − I′| / 2ΣI with I′ the mirrored image.
    /// </summary>
    public static IReadOnlyList<string> Names => s_names;

    /// <summary>The statistics of each image, [n, 12], one column a name.</summary>
    /// <param name="images">[n, height · width], row after row from the top, finite and ≥ 0.</param>
    /// <param name="height">Pixels from top to bottom, ≥ 2.</param>
    /// <param name="width">Pixels from left to right, ≥ 2.</param>
    /// <exception cref="ArgumentException">The sizes do not match, or a pixel is negative or not finite.</exception>
    public static Matrix<float> Of(Matrix<float> images, int height, int width)
    {
        ArgumentNullException.ThrowIfNull(images);
        Require.AtLeast(2, height, "the height", "a single line has no second moments");
        Require.AtLeast(2, width, "the width", "a single line has no second moments");
        if ((long)height * width != images.Columns)
            throw new ArgumentException($"images must have height · width = {height} · {width} columns, but have {images.Columns}; give the size they were made with", nameof(images));
        for (var i = 0; i < images.Rows; i++) ThrowIfNotIntensities(images.Row(i), i);
        var result = new Matrix<float>(images.Rows, s_names.Length);
        Workers.For(images.Rows, i => Write(images.Row(i), height, width, result.Row(i)));
        return result;
    }

    private static void Write(ReadOnlySpan<float> image, int height, int width, Span<float> statistics)
    {
        var sum = TensorPrimitives.Sum(image);
        statistics[0] = sum / image.Length;
        statistics[1] = TensorPrimitives.StdDev(image);
        WriteSymmetry(image, width, sum, statistics[10..]);
        if (sum == 0) return;
        WriteInk(image, height, width, statistics);
        WriteMoments(image, height, width, statistics);
    }

    private static void WriteInk(ReadOnlySpan<float> image, int height, int width, Span<float> statistics)
    {
        var threshold = TensorPrimitives.Max(image) / 2;
        var (count, left, right, top, bottom) = (0, width, -1, height, -1);
        for (var p = 0; p < image.Length; p++)
        {
            if (image[p] < threshold) continue;
            var (row, column) = Math.DivRem(p, width);
            (left, right, top, bottom) = (Math.Min(left, column), Math.Max(right, column), Math.Min(top, row), Math.Max(bottom, row));
            count++;
        }

        statistics[2] = (float)count / image.Length;
        statistics[5] = (right - left + 1f) / width;
        statistics[6] = (bottom - top + 1f) / height;
    }

    private static void WriteMoments(ReadOnlySpan<float> image, int height, int width, Span<float> statistics)
    {
        double weight = 0, x1 = 0, y1 = 0, xx = 0, yy = 0, xy = 0;
        for (var p = 0; p < image.Length; p++)
        {
            var (row, column) = Math.DivRem(p, width);
            var (x, y, w) = (2.0 * column / (width - 1) - 1, 1 - 2.0 * row / (height - 1), (double)image[p]);
            (weight, x1, y1) = (weight + w, x1 + w * x, y1 + w * y);
            (xx, yy, xy) = (xx + w * x * x, yy + w * y * y, xy + w * x * y);
        }

        (x1, y1) = (x1 / weight, y1 / weight);
        (xx, yy, xy) = (xx / weight - x1 * x1, yy / weight - y1 * y1, xy / weight - x1 * y1);
        var size = xx + yy;
        (statistics[3], statistics[4]) = ((float)x1, (float)y1);
        if (size < 1e-12) return; // a single pixel, but for rounding
        statistics[7] = (float)Math.Sqrt(size);
        statistics[8] = (float)((xx - yy) / size);
        statistics[9] = (float)(2 * xy / size);
    }

    private static void WriteSymmetry(ReadOnlySpan<float> image, int width, float sum, Span<float> symmetry)
    {
        double leftRight = 0, upDown = 0;
        for (var p = 0; p < image.Length; p++)
        {
            var (row, column) = Math.DivRem(p, width);
            leftRight += Math.Abs(image[p] - image[row * width + width - 1 - column]);
            upDown += Math.Abs(image[p] - image[image.Length - (row + 1) * width + column]);
        }

        symmetry[0] = sum == 0 ? 1 : (float)(1 - leftRight / (2 * sum));
        symmetry[1] = sum == 0 ? 1 : (float)(1 - upDown / (2 * sum));
    }

    private static void ThrowIfNotIntensities(ReadOnlySpan<float> image, int row)
    {
        if (!TensorPrimitives.IsFiniteAll(image) || TensorPrimitives.Min(image) < 0)
            throw new ArgumentException($"pixels must be finite and ≥ 0, but image {row} has one that is not; give intensities, before any standardisation", nameof(image));
    }
}
