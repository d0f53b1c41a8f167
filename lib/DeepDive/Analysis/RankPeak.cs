namespace DeepDive.Analysis;

/// <summary>The hidden layer at which a measure of the layers, such as the soft rank, is highest.</summary>
/// <param name="Layer">The layer, 1 for the first hidden one; the first of equals.</param>
/// <param name="Height">The measure there.</param>
/// <param name="IsInterior">
/// Whether it is a peak: before the last hidden layer, and above both the input and the last hidden layer by more than
/// <see cref="Margin"/>.
/// </param>
public sealed record RankPeak(int Layer, double Height, bool IsInterior)
{
    /// <summary>Share by which a peak stands above what surrounds it; less could be chance.</summary>
    public const double Margin = 0.05;

    /// <summary>Finds the highest hidden layer.</summary>
    /// <param name="layers">The measure at the input, each of L ≥ 1 hidden layers, and the logits, [L + 2], positive.</param>
    /// <exception cref="ArgumentException">There is no hidden layer.</exception>
    public static RankPeak Of(IReadOnlyList<double> layers)
    {
        ArgumentNullException.ThrowIfNull(layers);
        if (layers.Count < 3)
            throw new ArgumentException($"there must be an input, a hidden layer and the logits, but there were {layers.Count} values; measure all layers", nameof(layers));
        var last = layers.Count - 2;
        var peak = Enumerable.Range(1, last).MaxBy(layer => layers[layer]);
        var rim = Math.Max(layers[0], layers[last]);
        return new(peak, layers[peak], peak < last && layers[peak] > (1 + Margin) * rim);
    }
}
