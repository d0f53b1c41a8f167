using System.Numerics;
using DeepDive.Numerics;

namespace DeepDive.Analysis;

/// <summary>
/// UMAP's weighted graph, the fuzzy simplicial set (McInnes, Healy and Melville 2018, algorithms 2 and 3): row i's neighbour j has the membership
/// exp(−max(0, d_ij − ρ_i) / σ_i), ρ_i the least positive distance, σ_i such that memberships sum to log₂ k; both directions join by a + b − ab.
/// </summary>
/// <remarks>As in the authors' program the row itself is the first of its k neighbours, so that k − 1 others count, and σ_i is at least a thousandth of a mean distance.</remarks>
/// <param name="Heads">Row of each edge, in order; every pair has an edge each way.</param>
/// <param name="Tails">Its neighbour, in order for each row.</param>
/// <param name="Weights">In (0, 1].</param>
internal sealed record FuzzyGraph(int[] Heads, int[] Tails, double[] Weights)
{
    private const int BisectionSteps = 64;
    private const double LeastSigmaShare = 1e-3;

    /// <summary>The graph of rows.</summary>
    /// <param name="x">[n, d].</param>
    /// <param name="neighbours">k, in 2…n.</param>
    /// <param name="cancellation">Stops the search for neighbours.</param>
    public static FuzzyGraph Of<T>(Matrix<T> x, int neighbours, CancellationToken cancellation = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var nearest = NearestNeighbours.Of(x, neighbours - 1, cancellation);
        return Union(nearest, Memberships(nearest, x.Rows));
    }

    /// <summary>ρ and σ of a row.</summary>
    /// <param name="distances">To the k − 1 nearest other rows, ascending.</param>
    /// <param name="meanOfAll">Mean of all rows' distances, where the row has none that is positive.</param>
    internal static (double Rho, double Sigma) Scale(ReadOnlySpan<double> distances, double meanOfAll)
    {
        var positive = distances.IndexOfAnyExcept(0.0);
        var rho = positive < 0 ? 0 : distances[positive];
        var target = Math.Log2(distances.Length + 1);
        var (low, high, sigma) = (0.0, double.PositiveInfinity, 1.0);
        for (var step = 0; step < BisectionSteps; step++)
        {
            var isAbove = Sum(distances, rho, sigma) > target;
            (low, high) = isAbove ? (low, sigma) : (sigma, high);
            sigma = double.IsPositiveInfinity(high) ? 2 * sigma : (low + high) / 2;
        }

        return (rho, Math.Max(sigma, LeastSigmaShare * (rho > 0 ? Mean(distances) : meanOfAll)));
    }

    private static double[] Memberships(NearestNeighbours nearest, int rows)
    {
        var result = new double[nearest.Distances.Length];
        var meanOfAll = nearest.Distances.Sum() / (rows * (nearest.Count + 1.0));
        Workers.For(rows, row =>
        {
            var distances = nearest.DistancesOf(row);
            var (rho, sigma) = Scale(distances, meanOfAll);
            for (var j = 0; j < distances.Length; j++) result[row * nearest.Count + j] = Membership(distances[j], rho, sigma);
        });
        return result;
    }

    private static double Membership(double distance, double rho, double sigma) => distance <= rho || sigma == 0 ? 1 : Math.Exp(-(distance - rho) / sigma);

    private static double Sum(ReadOnlySpan<double> distances, double rho, double sigma)
    {
        var sum = 0.0;
        foreach (var distance in distances) sum += Membership(distance, rho, sigma);
        return sum;
    }

    // The row's own distance, 0, counts.
    private static double Mean(ReadOnlySpan<double> distances)
    {
        var sum = 0.0;
        foreach (var distance in distances) sum += distance;
        return sum / (distances.Length + 1);
    }

    private static FuzzyGraph Union(NearestNeighbours nearest, double[] memberships)
    {
        var directed = memberships.Select((membership, at) => (Head: at / nearest.Count, Tail: nearest.Indices[at], Weight: membership)).ToDictionary(edge => (edge.Head, edge.Tail), edge => edge.Weight);
        var pairs = directed.Keys.Concat(directed.Keys.Select(edge => (Head: edge.Tail, Tail: edge.Head))).Distinct().Order().ToArray();
        double Weight((int Head, int Tail) edge)
        {
            var (there, back) = (directed.GetValueOrDefault(edge), directed.GetValueOrDefault((edge.Tail, edge.Head)));
            return there + back - there * back;
        }

        var edges = pairs.Where(edge => Weight(edge) > 0).ToArray();
        return new([.. edges.Select(edge => edge.Head)], [.. edges.Select(edge => edge.Tail)], [.. edges.Select(Weight)]);
    }
}
