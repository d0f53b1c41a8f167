namespace DeepDive.Data;

/// <summary>What an image package holds, and how.</summary>
internal sealed record ImageFormat
{
    /// <summary>What the images show.</summary>
    public required string Description { get; init; }

    /// <summary>Where the images come from.</summary>
    public required string Source { get; init; }

    /// <summary>Licence of images and package.</summary>
    public required string License { get; init; }

    /// <summary>Pixels from top to bottom.</summary>
    public int Height { get; init; } = 28;

    /// <summary>Pixels from left to right.</summary>
    public int Width { get; init; } = 28;

    /// <summary>Name of each class, [k].</summary>
    public required IReadOnlyList<string> ClassNames { get; init; }

    /// <summary>Number of whole rows that each class must have, [k].</summary>
    public required IReadOnlyList<int> ExpectedRows { get; init; }

    /// <summary>Folder in the tarball with the files 0.json, 1.json, …</summary>
    public required string Folder { get; init; }

    /// <summary>How those files hold images.</summary>
    public required PixelEncoding Encoding { get; init; }

    /// <summary>Pixels of an image.</summary>
    public int PixelCount => Height * Width;
}
