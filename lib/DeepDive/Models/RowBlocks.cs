namespace DeepDive.Models;

/// <summary>
/// Rows cut into blocks: what one thread takes through all layers at a time, small enough that a layer's activations
/// stay in the second-level cache. The cut depends on the number of rows alone.
/// </summary>
internal readonly record struct RowBlocks(int Rows)
{
    /// <summary>Most rows of a block: ten tiles of twelve.</summary>
    public const int MaxLength = 120;

    // Few rows are cut too, so that a mini-batch gives work to several threads.
    private const int MinLength = 24;
    private const int FewBlocks = 4;
    private const int Multiple = 12;

    /// <summary>Number of blocks.</summary>
    public int Count => Ceiling(Rows, Step);

    /// <summary>As many blocks as these rows or fewer can have: fewer rows may be cut into more blocks.</summary>
    public int MostCount => Math.Max(1, Math.Max(Ceiling(Rows, MaxLength), Math.Min(FewBlocks, Rows / MinLength)));

    private int Step => Math.Max(1, Ceiling(Ceiling(Rows, MostCount), Multiple)) * Multiple;

    /// <summary>First row of a block.</summary>
    public int Start(int block) => block * Step;

    /// <summary>Number of rows of a block.</summary>
    public int Length(int block) => Math.Min(Step, Rows - Start(block));

    private static int Ceiling(int value, int divisor) => (value + divisor - 1) / divisor;
}
