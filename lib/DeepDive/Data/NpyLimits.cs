namespace DeepDive.Data;

/// <summary>What a NumPy file may claim, so that a damaged or hostile one costs neither memory nor hours.</summary>
/// <remarks>Reading takes memory for the rows asked for and a small buffer, whatever a header claims.</remarks>
public sealed record NpyLimits
{
    /// <summary>Most bytes of one array's elements; the default, 4 GiB, has room for dSprites' images (2.8 GiB).</summary>
    public long MaxBytes { get; init; } = 4L << 30;

    /// <summary>Most that an array beyond 16 MiB may grow in unpacking; the default is 250, dSprites' images grow about 110-fold.</summary>
    public double MaxRatio { get; init; } = 250;
}
