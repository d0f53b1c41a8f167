namespace DeepDive.Data;

/// <summary>Images and labels as a cache file holds them.</summary>
/// <param name="Height">Pixels from top to bottom.</param>
/// <param name="Width">Pixels from left to right.</param>
/// <param name="ClassCount">Number of classes, k.</param>
/// <param name="RefusedRows">Damaged rows of the source that were left out.</param>
/// <param name="Labels">[n], in 0…k−1.</param>
/// <param name="Bytes">[n, height · width], 0 black to 255 white; empty where the pixels are still on disk.</param>
internal sealed record ImageRows(int Height, int Width, int ClassCount, int RefusedRows, ReadOnlyMemory<byte> Labels, ReadOnlyMemory<byte> Bytes)
{
    public int Count => Labels.Length;
}
