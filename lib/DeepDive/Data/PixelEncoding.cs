namespace DeepDive.Data;

/// <summary>How a package's JSON holds the images of a class.</summary>
internal enum PixelEncoding
{
    /// <summary>One array an image, of integers in 0…255.</summary>
    BytesByRow,

    /// <summary>One array for all images, of fractions k/255 rounded to three digits.</summary>
    FlatFractions,
}
