namespace DeepDive.Analysis;

/// <summary>A statistic with its bootstrap interval.</summary>
/// <param name="Estimate">The statistic of the values as they are.</param>
/// <param name="Low">Lower end.</param>
/// <param name="High">Upper end.</param>
public sealed record BootstrapInterval(double Estimate, double Low, double High);
