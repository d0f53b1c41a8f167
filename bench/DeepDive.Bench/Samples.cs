namespace DeepDive.Bench;

/// <summary>Seconds a unit, one number a repetition.</summary>
internal sealed class Samples
{
    private readonly List<double> _seconds = [];

    public IReadOnlyList<double> Seconds => _seconds;

    /// <summary>NaN if there are none.</summary>
    public double Min => _seconds.Count == 0 ? double.NaN : _seconds.Min();

    /// <summary>NaN if there are none.</summary>
    public double Median
    {
        get
        {
            if (_seconds.Count == 0) return double.NaN;
            var sorted = _seconds.Order().ToArray();
            return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
        }
    }

    public void Add(double seconds) => _seconds.Add(seconds);
}
