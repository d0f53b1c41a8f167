namespace DeepDive.Training;

/// <summary>Losses and errors of the rows scored so far.</summary>
internal struct ScoreSum
{
    private double _loss;
    private int _wrong;
    private int _rows;

    /// <summary>The score of all rows so far; NaN for none.</summary>
    public readonly Score Mean => new(_loss / _rows, (double)_wrong / _rows);

    /// <summary>Adds one row.</summary>
    public void Add(double loss, bool wrong)
    {
        _loss += loss;
        if (wrong) _wrong++;
        _rows++;
    }
}
