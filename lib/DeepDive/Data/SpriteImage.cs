namespace DeepDive.Data;

/// <summary>Draws sprites: each pixel is the share of its samples that lie in the shape, on a grid of 64×64 samples over the image.</summary>
/// <remarks>
/// At 64×64 a pixel is black or white, as in dSprites; a smaller image is the larger one's mean over blocks, so that positions
/// between its pixels are told apart. All shapes of a scale have the same area, and the shape's centroid is at its position.
/// </remarks>
internal static class SpriteImage
{
    private const int Samples = Sprites.FullSize;

    // Centres go from 16.5 to 47.5, a sample a level: with the square's half diagonal of 15.1, no shape is cut.
    private const double FirstCentre = 16.5;
    private const double CentreRange = 31;

    private static readonly double s_squareSide = Samples / 3.0;
    private static readonly double s_area = s_squareSide * s_squareSide;
    private static readonly double s_reach = s_squareSide / Math.Sqrt(2);
    private static readonly double s_ellipseMinor = Math.Sqrt(s_area / (1.5 * Math.PI));

    // The heart's square has sides of 2h, and area 4h² + πh² with its half disks, whose centroids lie 4h/3π off its
    // sides; so the whole's centroid is off the square's middle by h · (π/2)(1 + 4/3π)/(4 + π) in both directions.
    private static readonly double s_heartHalf = Math.Sqrt(s_area / (4 + Math.PI));
    private static readonly double s_heartShift = s_heartHalf * (Math.PI / 2 + 2.0 / 3) / (4 + Math.PI);

    public static void ThrowIfNoSize(int size, int full)
    {
        if (size < 1 || full % size != 0)
            throw new ArgumentException($"the image size must divide {full}, but was {size}; 32 is usual", nameof(size));
    }

    /// <summary>Draws the sprite of some latents' values, [5], on an image of size² pixels.</summary>
    public static void Draw(ReadOnlySpan<float> latents, Span<float> image)
    {
        var size = (int)Math.Sqrt(image.Length);
        if (size * size != image.Length) throw new ArgumentException($"an image must be square, but has {image.Length} pixels; give size² of them", nameof(image));
        ThrowIfNoSize(size, Samples);
        image.Clear();
        var (shape, scale) = ((SpriteShape)latents[0], latents[1]);
        if (!Enum.IsDefined(shape))
            throw new ArgumentOutOfRangeException(nameof(latents), $"the shape must be 0 (square), 1 (ellipse) or 2 (heart), but was {latents[0]}; keep to these");
        var (sin, cos) = Math.SinCos(latents[2]);
        var (x, y) = (FirstCentre + CentreRange * latents[3], FirstCentre + CentreRange * latents[4]);
        var reach = s_reach * Math.Abs(scale);
        var (perPixel, share) = (Samples / size, (float)(size * size) / (Samples * Samples));
        for (var row = First(y - reach); row < End(y + reach); row++)
        {
            var pixels = image.Slice(row / perPixel * size, size);
            var dy = (row + 0.5 - y) / scale;
            for (var column = First(x - reach); column < End(x + reach); column++)
            {
                var dx = (column + 0.5 - x) / scale;
                if (Contains(shape, dx * cos + dy * sin, dy * cos - dx * sin)) pixels[column / perPixel] += share;
            }
        }
    }

    private static int First(double sample) => Math.Clamp((int)Math.Floor(sample), 0, Samples);

    private static int End(double sample) => Math.Clamp((int)Math.Ceiling(sample), 0, Samples);

    // Whether a point lies in the shape of scale 1 and angle 0, y pointing down.
    private static bool Contains(SpriteShape shape, double x, double y) => shape switch
    {
        SpriteShape.Square => Math.Max(Math.Abs(x), Math.Abs(y)) < s_squareSide / 2,
        SpriteShape.Ellipse => x * x / 2.25 + y * y < s_ellipseMinor * s_ellipseMinor,
        _ => InHeart(x, y),
    };

    private static bool InHeart(double x, double y)
    {
        // Along the sides of the square, which stands on its corner.
        var (u, v, h) = ((x - y) / Math.Sqrt(2) + s_heartShift, (-x - y) / Math.Sqrt(2) + s_heartShift, s_heartHalf);
        return Math.Max(Math.Abs(u), Math.Abs(v)) < h || (u - h) * (u - h) + v * v < h * h || u * u + (v - h) * (v - h) < h * h;
    }
}
