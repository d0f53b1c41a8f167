namespace DeepDive.Notebooks.Kernel;

/// <summary>A part of a C# cell: code, or one line with a magic command.</summary>
/// <param name="IsMagic">Whether it is a magic command.</param>
/// <param name="Text">The code, moved down to its lines of the cell, or the command's line.</param>
/// <param name="Line">Line of the cell, from 1, on which it begins.</param>
/// <param name="Column">Column, from 1, on which it begins.</param>
internal sealed record CellSegment(bool IsMagic, string Text, int Line, int Column)
{
    /// <summary>The command with its <c>#!</c>, without its arguments.</summary>
    public string Command => Text.Split(' ', 2)[0];

    /// <summary>What stands behind the command.</summary>
    public string Argument => Text.Split(' ', 2) is [_, var rest] ? rest.Trim() : "";
}
