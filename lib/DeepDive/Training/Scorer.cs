using DeepDive.Data;
using DeepDive.Models;
using DeepDive.Numerics;

namespace DeepDive.Training;

/// <summary>Scores a network on one data set, some rows at a time in memory that scorers share; allocates nothing when it measures.</summary>
internal sealed class Scorer
{
    private const int ChunkRows = 1024;

    private readonly Network<float> _network;
    private readonly DataSet _data;
    private readonly Matrix<float>[] _inputs;
    private readonly ForwardPass<float>[] _passes;

    /// <summary>A scorer of <paramref name="data"/>, which may have no rows.</summary>
    /// <param name="network">Scored as it is at each measurement.</param>
    /// <param name="data">Rows to score on.</param>
    /// <param name="memory">From <see cref="CreateMemory"/>, for these rows or more.</param>
    public Scorer(Network<float> network, DataSet data, ForwardPass<float> memory)
    {
        (_network, _data) = (network, data);
        var chunks = (data.Count + memory.Rows - 1) / memory.Rows;
        (_inputs, _passes) = (new Matrix<float>[chunks], new ForwardPass<float>[chunks]);
        for (var c = 0; c < chunks; c++)
        {
            var start = c * memory.Rows;
            var rows = Math.Min(memory.Rows, data.Count - start);
            _inputs[c] = data.Inputs.RowRange(start, rows);
            _passes[c] = rows == memory.Rows ? memory : memory.FirstRows(rows);
        }
    }

    /// <summary>Memory for scorers of at most <paramref name="rows"/> rows.</summary>
    public static ForwardPass<float> CreateMemory(Network<float> network, int rows) => new(network, Math.Clamp(rows, 1, ChunkRows));

    /// <summary>The score of the network's current weights; NaN without rows.</summary>
    public Score Measure()
    {
        var sum = default(ScoreSum);
        var start = 0;
        for (var c = 0; c < _passes.Length; c++)
        {
            var (inputs, pass) = (_inputs[c], _passes[c]);
            _network.Forward(inputs, pass);
            CrossEntropy.Add(pass.Logits, _data.Labels.AsSpan(start, inputs.Rows), ref sum);
            start += inputs.Rows;
        }

        return sum.Mean;
    }
}
