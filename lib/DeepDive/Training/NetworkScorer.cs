using DeepDive.Data;
using DeepDive.Models;
using DeepDive.Numerics;

namespace DeepDive.Training;

/// <summary>Scores an ordinary network, through the fused kernels.</summary>
internal sealed class NetworkScorer(PackedNetwork<float> network, DataSet data, Objective objective) : Scorer(data, objective)
{
    private readonly Matrix<float> _inputs = data.Inputs;
    private readonly Matrix<float> _logits = network.CreateOutput(network.Network.Depth, data.Count);

    protected override Operand<float> Forward(int block, int first, int rows)
    {
        var logits = Operand<float>.Rows(_logits).At(first, 0);
        network.Forward(Operand<float>.Rows(_inputs).At(first, 0), rows, logits);
        return logits;
    }
}
