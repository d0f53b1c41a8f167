namespace DeepDive.Bench.Apart;

/// <summary>What a process of its own has measured.</summary>
/// <param name="Seconds">Per unit, one a repetition, without the first, which warms up.</param>
/// <param name="BaseBytes">Most memory held once the inputs were made, or null where the system does not say.</param>
/// <param name="PeakBytes">Most memory held after the first repetition, or null.</param>
internal sealed record ApartResult(double[] Seconds, long? BaseBytes, long? PeakBytes);
