namespace DeepDive.Analysis;

/// <summary>The best division of the hidden layers into an early and a late block by similarity.</summary>
/// <remarks>
/// Only neighbours are compared: similarity that fades evenly with the distance between layers shows no block, however
/// far it fades. Legend: l hidden layers.
/// </remarks>
/// <param name="LastEarlyLayer">The last layer of the early block, 1 for the first hidden layer.</param>
/// <param name="Contrast">
/// Mean similarity of neighbours within a block minus that of the two neighbours at the boundary; 0 where all
/// neighbours are equally alike.
/// </param>
public sealed record LayerBlocks(int LastEarlyLayer, double Contrast)
{
    /// <summary>Finds the boundary with the highest contrast.</summary>
    /// <param name="similarity">Similarity of all layers, [l + 2, l + 2]: input, l ≥ 3 hidden layers, logits.</param>
    /// <exception cref="ArgumentException">The matrix is not square, or there are fewer than three hidden layers.</exception>
    public static LayerBlocks Of(double[,] similarity)
    {
        ArgumentNullException.ThrowIfNull(similarity);
        var hidden = similarity.GetLength(0) - 2;
        if (similarity.GetLength(1) != hidden + 2 || hidden < 3)
            throw new ArgumentException($"the similarities must be a square of input, at least three hidden layers and logits, but were [{similarity.GetLength(0)}, {similarity.GetLength(1)}]; fewer layers make no blocks", nameof(similarity));
        double[] neighbours = [.. Enumerable.Range(1, hidden - 1).Select(layer => similarity[layer, layer + 1])];
        var boundary = Array.IndexOf(neighbours, neighbours.Min());
        var within = (neighbours.Sum() - neighbours[boundary]) / (neighbours.Length - 1);
        return new(boundary + 1, within - neighbours[boundary]);
    }
}
