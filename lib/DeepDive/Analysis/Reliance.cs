using DeepDive.Data;
using DeepDive.Numerics;

namespace DeepDive.Analysis;

/// <summary>Which feature a model relies on: its accuracy as drawn, and after one feature was tampered with (Shah et al. 2020).</summary>
/// <remarks>
/// With spurious agreement p, a model of the core feature alone scores 1, 1, 1, ½, and one of the spurious feature
/// alone scores p, 1 − p, ½, p.
/// </remarks>
/// <param name="AsDrawn">Accuracy on the data as drawn.</param>
/// <param name="SpuriousFlipped">Accuracy with the spurious feature's sign changed.</param>
/// <param name="SpuriousPermuted">Accuracy with the spurious feature shuffled between rows.</param>
/// <param name="CorePermuted">Accuracy with the core feature shuffled between rows.</param>
/// <param name="WorstGroup">Accuracy as drawn of the group (core × spurious) that fares worst (Sagawa et al. 2020).</param>
public sealed record Reliance(double AsDrawn, double SpuriousFlipped, double SpuriousPermuted, double CorePermuted, double WorstGroup)
{
    /// <summary>Scores a classifier on core/spurious rows as drawn, and tampered with here.</summary>
    /// <param name="predict">From inputs [n, d] to a class a row, [n].</param>
    /// <param name="asDrawn">Rows of <see cref="CoreSpurious"/>, with their latents and groups.</param>
    /// <param name="random">Where the orders of the shuffled features come from; the spurious one is drawn first.</param>
    /// <exception cref="ArgumentException">As of the other overload, or the rows' latents are not known.</exception>
    public static Reliance Of(Func<Matrix<float>, int[]> predict, DataSet asDrawn, RandomStream random) => Of(predict, asDrawn,
        CoreSpurious.FlipSpurious(asDrawn), CoreSpurious.PermuteSpurious(asDrawn, random), CoreSpurious.PermuteCore(asDrawn, random));

    /// <summary>Scores a classifier on the four sets, which are the same rows tampered with in different ways.</summary>
    /// <param name="predict">From inputs [n, d] to a class a row, [n].</param>
    /// <param name="asDrawn">The rows as drawn, with their groups.</param>
    /// <param name="spuriousFlipped">The same with the spurious feature's sign changed.</param>
    /// <param name="spuriousPermuted">The same with the spurious feature shuffled.</param>
    /// <param name="corePermuted">The same with the core feature shuffled.</param>
    /// <exception cref="ArgumentException">A set is empty, the groups are not known, or the classifier gave another number of classes than rows.</exception>
    public static Reliance Of(Func<Matrix<float>, int[]> predict, DataSet asDrawn, DataSet spuriousFlipped, DataSet spuriousPermuted, DataSet corePermuted)
    {
        ArgumentNullException.ThrowIfNull(asDrawn);
        var groups = asDrawn.Groups
            ?? throw new ArgumentException($"the rows must know their groups, but '{asDrawn.Name}' has none; set {nameof(DataSet.Groups)}", nameof(asDrawn));
        var hits = Hits(predict, asDrawn);
        var worst = hits.Zip(groups).GroupBy(row => row.Second, row => row.First).Min(group => Share([.. group]));
        return new(
            Share(hits),
            Share(Hits(predict, spuriousFlipped)),
            Share(Hits(predict, spuriousPermuted)),
            Share(Hits(predict, corePermuted)),
            worst);
    }

    private static bool[] Hits(Func<Matrix<float>, int[]> predict, DataSet data)
    {
        ArgumentNullException.ThrowIfNull(predict);
        ArgumentNullException.ThrowIfNull(data);
        if (data.Count == 0)
            throw new ArgumentException($"there must be rows to score, but '{data.Name}' has none", nameof(data));
        var predicted = predict(data.Inputs);
        if (predicted.Length != data.Count)
            throw new ArgumentException($"the classifier must give a class a row, but gave {predicted.Length} for {data.Count} rows", nameof(predict));
        return [.. predicted.Zip(data.Labels, (guess, label) => guess == label)];
    }

    private static double Share(bool[] hits) => (double)hits.Count(hit => hit) / hits.Length;
}
