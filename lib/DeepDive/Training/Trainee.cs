using DeepDive.Data;
using DeepDive.Models;

namespace DeepDive.Training;

/// <summary>A network as the training loop sees it: parameters, and the work on rows that moves and scores them.</summary>
internal abstract class Trainee
{
    /// <summary>All parameters.</summary>
    public abstract Span<float> Parameters { get; }

    /// <summary>A step on at most <paramref name="mostRows"/> rows.</summary>
    public abstract BatchStep CreateStep(OptimiserState<float> optimiser, int mostRows);

    /// <summary>A scorer on one data set.</summary>
    public abstract Scorer CreateScorer(DataSet data);

    /// <summary>An ordinary network.</summary>
    public sealed class Ordinary(Network<float> network, Objective objective) : Trainee
    {
        private readonly PackedNetwork<float> _packed = new(network);

        public override Span<float> Parameters => network.Parameters;

        public override BatchStep CreateStep(OptimiserState<float> optimiser, int mostRows) => new GradientStep(_packed, optimiser, mostRows, objective);

        public override Scorer CreateScorer(DataSet data) => new NetworkScorer(_packed, data, objective);
    }

    /// <summary>A partly linearised network.</summary>
    public sealed class Piped(PipedNetwork<float> network, Objective objective) : Trainee
    {
        public override Span<float> Parameters => network.Parameters;

        public override BatchStep CreateStep(OptimiserState<float> optimiser, int mostRows) => new PipedStep(network, optimiser, mostRows, objective);

        public override Scorer CreateScorer(DataSet data) => new PipedScorer(network, data, objective);
    }
}
