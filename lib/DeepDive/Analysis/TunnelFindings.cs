using DeepDive.Figures;

namespace DeepDive.Analysis;

/// <summary>A <see cref="TunnelReport"/> as a reader sees it: a table, with a row for each layer, and figures.</summary>
/// <param name="report">What is shown.</param>
public sealed class TunnelFindings(TunnelReport report)
{
    /// <summary>Width, probe accuracy, ranks and variances of each layer.</summary>
    public Table Table => HasOther ? new([.. Columns.Select(column => column.Name), "OOD accuracy", "OOD numerical rank", "OOD soft rank"], [.. Rows(layer =>
        [layer.OutOfDistribution!.Accuracy, layer.OutOfDistribution.Rank.Numerical, layer.OutOfDistribution.Rank.Soft])])
        : new([.. Columns.Select(column => column.Name)], [.. Rows(_ => [])]);

    /// <summary>Accuracy, rank and variance against the layer, in and out of distribution; similarity of layers, and distance of neighbours where any have equal widths.</summary>
    public IReadOnlyList<Figure> Figures =>
    [
        Lines("Linear probe accuracy of each layer", "accuracy", log: false, ("accuracy", reading => reading.Accuracy)),
        Lines("Rank of each layer", "rank", log: true, ("numerical rank", reading => reading.Rank.Numerical), ("soft rank", reading => reading.Rank.Soft)),
        Lines("Variance within and between classes", "variance", log: true, ("within", reading => reading.Variance.Within), ("between", reading => reading.Variance.Between)),
        Figure.Heatmap("Similarity of layers (debiased CKA)", report.Similarity, Names, Names, new ColourScale("CKA", 0, 1)),
        .. Distances,
    ];

    private static (string Name, Func<TunnelLayer, object?> Value)[] Columns { get; } =
    [
        ("layer", layer => layer.Name),
        ("width", layer => layer.Width),
        ("accuracy", layer => layer.InDistribution.Accuracy),
        ("numerical rank", layer => layer.InDistribution.Rank.Numerical),
        ("soft rank", layer => layer.InDistribution.Rank.Soft),
        ("variance within", layer => layer.InDistribution.Variance.Within),
        ("variance between", layer => layer.InDistribution.Variance.Between),
    ];

    private IEnumerable<Figure> Distances
    {
        get
        {
            (double X, double Y)[] known = [.. report.Numbers.Zip(report.Distances).Where(layer => layer.Second is not null).Select(layer => (layer.First, layer.Second!.Value))];
            if (known.Length > 0)
                yield return Figure.Lines("L1 distance of each layer from the one before", "layer", new Axis("‖a − b‖₁ / mean ‖·‖₁", Min: 0), Series.Of("distance", known.Select(layer => layer.X), known.Select(layer => layer.Y)));
        }
    }

    private bool HasOther => report.Retained is not null;

    private IEnumerable<string> Names => report.Layers.Select(layer => layer.Name);

    private IEnumerable<IReadOnlyList<object?>> Rows(Func<TunnelLayer, object?[]> others) =>
        report.Layers.Select(layer => (IReadOnlyList<object?>)[.. Columns.Select(column => column.Value(layer)), .. others(layer)]);

    private Figure Lines(string title, string y, bool log, params (string Name, Func<LayerReading, double> Of)[] measures)
    {
        Series Line(string name, Func<TunnelLayer, double> of) => Series.Of(name, report.Numbers, report.Curve(of));
        var lines = measures.Select(measure => Line(measure.Name, layer => measure.Of(layer.InDistribution)));
        var others = measures.Where(_ => HasOther).Select(measure => Line($"{measure.Name}, out of distribution", layer => measure.Of(layer.OutOfDistribution!)));
        return Figure.Lines(title, "layer", new Axis(y, Log: log), [.. lines, .. others]);
    }
}
