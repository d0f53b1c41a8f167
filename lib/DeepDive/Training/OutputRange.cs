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

    // A range with less work than this many inputs give is not worth a thread of its own.
    private const int FewInputs = 16;

    /// <summary>All outputs of all layers, the ranges with the most work first.</summary>
    public static OutputRange[] Cut(IReadOnlyList<DenseLayer> layers) =>
        [.. layers.SelectMany((layer, l) => Cut(l, layer)).OrderByDescending(range => range.Count * layers[range.Layer].InputCount)];

    private static IEnumerable<OutputRange> Cut(int layer, DenseLayer sizes)
    {
        var (outputs, length) = (sizes.OutputCount, sizes.InputCount < FewInputs ? sizes.OutputCount : Length);
        for (var first = 0; first < outputs; first += length) yield return new OutputRange(layer, first, Math.Min(length, outputs - first));
    }
}
