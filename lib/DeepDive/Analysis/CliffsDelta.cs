namespace DeepDive.Analysis;

/// <summary>How often a value of one group is above a value of the other: an effect size that asks for no distribution (Cliff 1993).</summary>
public static class CliffsDelta
{
    /// <summary>δ = (#{x_i &gt; y_j} − #{x_i &lt; y_j}) / (n · m).</summary>
    /// <param name="x">[n], n ≥ 1.</param>
    /// <param name="y">[m], m ≥ 1.</param>
    /// <returns>−1 (every x below every y) … 1.</returns>
    /// <exception cref="ArgumentException">A group is empty, or a value is not a number.</exception>
    public static double Of(IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        if (x.Count == 0 || y.Count == 0) throw new ArgumentException($"both groups must have a value, but have {x.Count} and {y.Count}; measure a run of each at least", nameof(x));
        if (x.Concat(y).Any(double.IsNaN)) throw new ArgumentException("values must be numbers, but one is NaN; look for a diverged training run", nameof(x));
        return x.Sum(a => y.Sum(b => (double)a.CompareTo(b))) / ((double)x.Count * y.Count);
    }
}
