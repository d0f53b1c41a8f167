namespace DeepDive.Training;

/// <summary>Losses and errors of the rows scored so far.</summary>
/// <param name="Loss">Their sum.</param>
/// <param name="Wrong">Rows in error.</param>
/// <param name="Rows">Number of rows.</param>
internal readonly record struct ScoreSum(double Loss, int Wrong, int Rows)
{
    /// <summary>The score of all rows so far; NaN for none.</summary>
    public Score Mean => new(Loss / Rows, (double)Wrong / Rows);

    public static ScoreSum operator +(ScoreSum left, ScoreSum right) => new(left.Loss + right.Loss, left.Wrong + right.Wrong, left.Rows + right.Rows);

    /// <summary>The sum of the first blocks in their order, whichever was scored first.</summary>
    public static ScoreSum Of(ReadOnlySpan<ScoreSum> blocks)
    {
        var sum = default(ScoreSum);
        foreach (var block in blocks) sum += block;
        return sum;
    }
}
