using System.Numerics;

namespace DeepDive.Tests.Data;

/// <summary>Area, centroid and angular moments of an image of 64×64 pixels, by summing over its pixels.</summary>
internal sealed class SpriteMoments
{
    private readonly List<Complex> _points = [];

    public SpriteMoments(ReadOnlySpan<float> image)
    {
        for (var i = 0; i < image.Length; i++)
        {
            if (image[i] > 0) _points.Add(new(i % 64 + 0.5, i / 64 + 0.5));
        }

        Area = _points.Count;
        Centroid = _points.Aggregate(Complex.Zero, (sum, point) => sum + point) / Area;
    }

    public int Area { get; }

    public Complex Centroid { get; }

    /// <summary>Mean of z^order · |z|^(power − order), z being the offset from the centroid: it turns by order times a shape's angle.</summary>
    public Complex Angular(int order, int power)
    {
        var sum = Complex.Zero;
        foreach (var point in _points)
        {
            var z = point - Centroid;
            sum += Complex.Pow(z, order) * Math.Pow(z.Magnitude, power - order);
        }

        return sum / Area;
    }
}
