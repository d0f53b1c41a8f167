using DeepDive.Data;
using DeepDive.Training;

namespace DeepDive.Analysis;

/// <summary>Extractor and tunnel at points of training. Legend: s points, l layers.</summary>
/// <param name="Steps">How many steps the network was trained for, [s], rising.</param>
/// <param name="Reports">What <see cref="Tunnel"/> found there, [s].</param>
public sealed record TunnelDevelopment(IReadOnlyList<int> Steps, IReadOnlyList<TunnelReport> Reports)
{
    /// <summary>Analyses a network at its checkpoints, one after the other.</summary>
    /// <param name="checkpoints">[s], s ≥ 1, such as <see cref="StepCheckpoints.Taken"/>.</param>
    /// <param name="inDistribution">The data it was trained for.</param>
    /// <param name="outOfDistribution">Other data, or null.</param>
    /// <param name="options">Probes, similarity and tap.</param>
    /// <param name="cancellation">Stops between two probes.</param>
    /// <exception cref="ArgumentException">There is no checkpoint, or data as <see cref="Tunnel.Analyze(Models.Network{float}, DataSplit, DataSplit?, TunnelOptions?, CancellationToken)"/> refuses them.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static TunnelDevelopment Of(IReadOnlyList<StepCheckpoint> checkpoints, DataSplit inDistribution, DataSplit? outOfDistribution = null, TunnelOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(checkpoints);
        if (checkpoints.Count == 0) throw new ArgumentException("there must be a checkpoint, but there was none; give StepCheckpoints to the training as its progress", nameof(checkpoints));
        return new([.. checkpoints.Select(checkpoint => checkpoint.Step)], [.. checkpoints.Select(checkpoint => Tunnel.Analyze(checkpoint.Network, inDistribution, outOfDistribution, options, cancellation))]);
    }

    /// <summary>A measure of each layer at each point, [l, s].</summary>
    /// <param name="measure">What to take.</param>
    public double[,] Map(Func<TunnelLayer, double> measure)
    {
        var map = new double[Reports[0].Layers.Count, Reports.Count];
        for (var s = 0; s < Reports.Count; s++)
        {
            foreach (var (l, value) in Reports[s].Curve(measure).Index()) map[l, s] = value;
        }

        return map;
    }
}
