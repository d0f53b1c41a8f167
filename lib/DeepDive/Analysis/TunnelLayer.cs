namespace DeepDive.Analysis;

/// <summary>One layer of a <see cref="TunnelReport"/>.</summary>
/// <param name="Number">Its place: hidden layers from 1, the input 0.</param>
/// <param name="Name">Its name.</param>
/// <param name="Width">Features of its representation.</param>
/// <param name="InDistribution">What it shows of the data the network was made for.</param>
/// <param name="OutOfDistribution">What it shows of other data, by probes fitted on those, or null if there were none.</param>
public sealed record TunnelLayer(int Number, string Name, int Width, LayerReading InDistribution, LayerReading? OutOfDistribution);
