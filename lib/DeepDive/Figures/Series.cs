namespace DeepDive.Figures;

/// <summary>One line of a figure: a value, or the mean and spread of several runs, at each x.</summary>
public sealed class Series
{
    private Series(string name, double[] x, double[] y, double[]? spread, int runCount) =>
        (Name, X, Y, Spread, RunCount) = (name, x, y, spread, runCount);

    /// <summary>Name in the legend; series of one name share a style across panels.</summary>
    public string Name { get; }

    /// <summary>Positions, [p].</summary>
    public IReadOnlyList<double> X { get; }

    /// <summary>Values, or means over the runs, [p].</summary>
    public IReadOnlyList<double> Y { get; }

    /// <summary>Sample standard deviation over the runs, [p]; null for fewer than two runs.</summary>
    public IReadOnlyList<double>? Spread { get; }

    /// <summary>Number of runs behind each value.</summary>
    public int RunCount { get; }

    /// <summary>A line of single values.</summary>
    /// <param name="name">Name in the legend.</param>
    /// <param name="x">[p].</param>
    /// <param name="y">[p]; NaN leaves a gap.</param>
    /// <exception cref="ArgumentException">The lengths differ, or there is no finite value.</exception>
    public static Series Of(string name, IEnumerable<double> x, IEnumerable<double> y) => OfRuns(name, x, [[.. y]]);

    /// <summary>
    /// The mean over runs with a band of ± one sample standard deviation, sd = √(Σ(y − ȳ)² / (r − 1)); a single run
    /// is a line without a band.
    /// </summary>
    /// <param name="name">Name in the legend.</param>
    /// <param name="x">[p].</param>
    /// <param name="runs">[r][p], one array a run (seed); NaN in a run leaves a gap at that x.</param>
    /// <exception cref="ArgumentException">The lengths differ, or there is no finite value.</exception>
    public static Series OfRuns(string name, IEnumerable<double> x, IEnumerable<double[]> runs)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(runs);
        double[] positions = [.. x];
        double[][] values = [.. runs];
        Check(name, positions, values);
        double[] mean = [.. positions.Select((_, i) => values.Average(run => run[i]))];
        double[]? spread = values.Length < 2 ? null
            : [.. mean.Select((m, i) => Math.Sqrt(values.Sum(run => (run[i] - m) * (run[i] - m)) / (values.Length - 1)))];
        return new Series(name, positions, mean, spread, values.Length);
    }

    private static void Check(string name, double[] x, double[][] runs)
    {
        if (runs.Length == 0)
            throw new ArgumentException($"the series '{name}' must have at least one run, but has none", nameof(runs));
        if (x.Length == 0)
            throw new ArgumentException($"the series '{name}' must have at least one point, but has none", nameof(x));
        var wrong = Array.FindIndex(runs, run => run.Length != x.Length);
        if (wrong >= 0)
            throw new ArgumentException($"each run of the series '{name}' must have one value for each of the {x.Length} positions, but run {wrong} has {runs[wrong].Length}", nameof(runs));
        if (!runs.Any(run => run.Any(double.IsFinite)))
            throw new ArgumentException($"the series '{name}' must have a finite value, but all are NaN or infinite", nameof(runs));
    }
}
