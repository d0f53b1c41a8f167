namespace DeepDive.Numerics;

/// <summary>The order of the blocks of an upper triangle: row after row, each starting on the diagonal.</summary>
internal static class UpperTriangle
{
    /// <summary>Blocks of a triangle with <paramref name="side"/> of them along a side.</summary>
    public static int Count(int side) => side * (side + 1) / 2;

    /// <summary>Where the block with the given index lies.</summary>
    public static (int Row, int Column) Place(int index, int side)
    {
        var row = 0;
        for (var length = side; index >= length; length--, row++) index -= length;
        return (row, row + index);
    }
}
