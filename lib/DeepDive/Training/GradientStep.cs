using DeepDive.Models;
using DeepDive.Numerics;

namespace DeepDive.Training;

/// <summary>The memory and the two halves of a gradient step on a fixed number of rows: measure, then update.</summary>
internal sealed class GradientStep
{
    private readonly Network<float> _network;
    private readonly ForwardPass<float> _pass;
    private readonly Matrix<float> _delta;
    private readonly ParameterVector<float> _gradient;

    public GradientStep(Network<float> network, int rows)
        : this(network, new ForwardPass<float>(network, rows), new Matrix<float>(rows, network.OutputCount), network.CreateGradient())
    {
    }

    private GradientStep(Network<float> network, ForwardPass<float> pass, Matrix<float> delta, ParameterVector<float> gradient) =>
        (_network, _pass, _delta, _gradient) = (network, pass, delta, gradient);

    /// <summary>The step on fewer rows, in the same memory.</summary>
    public GradientStep FirstRows(int rows) => new(_network, _pass.FirstRows(rows), _delta.RowRange(0, rows), _gradient);

    /// <summary>Runs rows through the network, and keeps what <see cref="Update"/> needs.</summary>
    public Score Measure(Matrix<float> inputs, ReadOnlySpan<int> labels)
    {
        _network.Forward(inputs, _pass);
        return CrossEntropy.Measure(_pass.Logits, labels, _delta);
    }

    /// <summary>Moves the parameters along the gradient at the rows measured last.</summary>
    public void Update(OptimiserState<float> optimiser)
    {
        _network.Backward(_pass, _delta, _gradient);
        optimiser.Step(_network.Parameters, _gradient.Values);
    }
}
