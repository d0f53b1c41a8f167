using DeepDive.Models;

namespace DeepDive.Training;

/// <summary>Some outputs of a layer, whose weights one thread updates.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="First">First output.</param>
/// <param name="Count">Number of outputs.</param>
internal readonly record struct OutputRange(int Layer, int First, int Count)
{
    // Five tiles of twelve: large enough that the inputs, read again for each range, cost little.
    private const int Length = 60;

    /// <summary>All outputs of all layers.</summary>
    public static OutputRange[] Cut(IReadOnlyList<DenseLayer> layers) =>
        [.. layers.SelectMany((layer, l) => Cut(l, layer.OutputCount, l == 0 ? layer.OutputCount : Length)).OrderByDescending(range => range.Count * layers[range.Layer].InputCount)];

    private static IEnumerable<OutputRange> Cut(int layer, int outputs, int length)
    {
        for (var first = 0; first < outputs; first += length) yield return new OutputRange(layer, first, Math.Min(length, outputs - first));
    }
}
