namespace DeepDive.Numerics;

/// <summary>Layout of the symmetric band matrix between the two stages of a reduction to tridiagonal form.</summary>
/// <remarks>
/// Element (i, j) with −32 ≤ i − j &lt; 64 lies at <c>j · 96 + 32 + i − j</c>: the band below the diagonal, room for the bulge
/// that chasing pushes along, and above the diagonal a mirror image of the square blocks on it, so that kernels work on
/// whole columns of 32 elements.
/// </remarks>
internal static class Band
{
    /// <summary>Diagonals below the main one.</summary>
    public const int Width = 32;

    /// <summary>Elements of one column.</summary>
    public const int ColumnLength = 3 * Width;

    /// <summary>From an element to its right neighbour.</summary>
    public const int RowStep = ColumnLength - 1;

    /// <summary>Elements that a band of order n takes, the zero padding for blocks that reach beyond its end included.</summary>
    public static int Length(int order) => checked((order + 2 * ColumnLength) * ColumnLength);

    /// <summary>Where element (row, column) lies.</summary>
    public static nint At(int row, int column) => (nint)column * RowStep + Width + row;
}
