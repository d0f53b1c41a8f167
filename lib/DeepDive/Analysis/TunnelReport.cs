using System.Globalization;
using DeepDive.Figures;

namespace DeepDive.Analysis;

/// <summary>Where a network's tunnel starts and what it costs, layer by layer; from <see cref="Tunnel"/>.</summary>
/// <remarks>
/// The last value of a notebook's cell, it shows itself as a table and figures, those of <see cref="TunnelFindings"/>. A line of
/// your own is <c>Series.Of("accuracy", report.Numbers, report.Curve(layer => layer.InDistribution.Accuracy))</c>. Legend: l layers.
/// </remarks>
/// <param name="NetworkAccuracy">What starts are measured by: the network's own accuracy on test rows.</param>
/// <param name="Layers">[l]; the last is the penultimate layer of the network.</param>
/// <param name="Similarity">CKA of each layer with each, on test rows, [l, l].</param>
/// <param name="Distances">[l], <see cref="L1Distance"/> of each layer from the one before, on test rows; null for the first, and between layers of different widths.</param>
/// <param name="Cut">The layer to cut at, by <see cref="Tunnel.SuggestCut"/>: chosen on in-distribution validation rows alone.</param>
[TypeFormatterSource(typeof(TunnelFormatters), PreferredMimeTypes = ["text/html"])]
public sealed record TunnelReport(double NetworkAccuracy, IReadOnlyList<TunnelLayer> Layers, double[,] Similarity, IReadOnlyList<double?> Distances, TunnelLayer Cut)
{
    /// <summary>The layers' numbers, such as 1…l.</summary>
    public IEnumerable<double> Numbers => Curve(layer => layer.Number);

    /// <summary>The first layer whose probe reaches 95 % of the network's accuracy, or null.</summary>
    public TunnelLayer? Start95 => Start(0.95);

    /// <summary>The first layer whose probe reaches 98 % of the network's accuracy, or null.</summary>
    public TunnelLayer? Start98 => Start(0.98);

    /// <summary>Percent of the best out-of-distribution accuracy that the last layer retains, or null without such data.</summary>
    public double? Retained => HasOther ? Tunnel.Retained(Curve(layer => layer.OutOfDistribution!.Accuracy)) : null;

    /// <summary>What <see cref="Retained"/> is called.</summary>
    public TunnelStrength? Strength => Retained is { } percent ? Tunnel.StrengthOf(percent) : null;

    /// <summary>In-distribution test accuracy of the probe at <see cref="Cut"/> less that at the last layer: what cutting costs, if negative.</summary>
    public double CutCost => Cut.InDistribution.Accuracy - Layers[^1].InDistribution.Accuracy;

    /// <summary>The best layer's out-of-distribution accuracy less the last one's, or null without such data: what a cut chosen by out-of-distribution test rows would gain at most.</summary>
    public double? BestGain => HasOther ? Layers.Max(layer => layer.OutOfDistribution!.Accuracy) - Layers[^1].OutOfDistribution!.Accuracy : null;

    /// <summary>Out-of-distribution accuracy at <see cref="Cut"/> less that at the last layer, or null without such data.</summary>
    public double? CutGain => Cut.OutOfDistribution?.Accuracy - Layers[^1].OutOfDistribution?.Accuracy;

    private bool HasOther => Layers[0].OutOfDistribution is not null;

    /// <summary>The first layer whose probe reaches a share of the network's accuracy on in-distribution test rows, or null.</summary>
    /// <param name="share">In (0, 1].</param>
    public TunnelLayer? Start(double share) =>
        Tunnel.StartOf(Curve(layer => layer.InDistribution.Accuracy), NetworkAccuracy, share) is { } start ? Layers[start] : null;

    /// <summary>The extractor's length: the number of the layer at which the tunnel starts, or one more than the last layer's if none reaches the share.</summary>
    /// <param name="share">In (0, 1].</param>
    public int ExtractorLength(double share) => Start(share)?.Number ?? Layers[^1].Number + 1;

    /// <summary>The tunnel's length: hidden layers behind the one at which it starts.</summary>
    /// <param name="share">In (0, 1].</param>
    public int TunnelLength(double share) => Math.Max(0, Layers[^1].Number - ExtractorLength(share));

    /// <summary>A measure of each layer, [l].</summary>
    /// <param name="measure">What to take.</param>
    public double[] Curve(Func<TunnelLayer, double> measure) => [.. Layers.Select(measure)];

    /// <summary>The findings in a few sentences.</summary>
    public override string ToString()
    {
        string Name(TunnelLayer? layer) => layer is null ? "at no layer" : $"at {layer.Name}";
        var text = string.Create(CultureInfo.InvariantCulture, $"Network accuracy {100 * NetworkAccuracy:F1} %. The tunnel starts {Name(Start95)} (95 %), {Name(Start98)} (98 %). Validation rows suggest a cut {Name(Cut)}");
        return !HasOther ? text + "."
            : string.Create(CultureInfo.InvariantCulture, $"{text}, worth {100 * CutGain:+0.0;-0.0;0.0} points out of distribution. {Layers[^1].Name} retains {Retained:F1} % of the best accuracy there: a {Strength.ToString()!.ToLowerInvariant()} tunnel.");
    }
}
