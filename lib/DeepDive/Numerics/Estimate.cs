namespace DeepDive.Numerics;

/// <summary>A number that is known up to an error.</summary>
/// <param name="Value">The number.</param>
/// <param name="Error">Its error, of the kind that the method states: a standard error or a bound.</param>
public readonly record struct Estimate(double Value, double Error)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Value:G6} ± {Error:G2}";
}
