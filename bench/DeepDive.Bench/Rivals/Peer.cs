namespace DeepDive.Bench.Rivals;

/// <summary>A way to do a workload in PyTorch.</summary>
/// <param name="Name">What it is called in the table and in <see cref="Targets"/>.</param>
/// <param name="Script">A file of bench/peers.</param>
/// <param name="Options">Its options, beside those that every script has.</param>
internal sealed record Peer(string Name, string Script, params string[] Options)
{
    /// <summary>Numbers of threads to try; the fastest counts.</summary>
    public IReadOnlyList<int> Threads { get; init; } = [1, Environment.ProcessorCount];

    /// <summary>Repetitions after which it is known well enough: few where one takes seconds.</summary>
    public int MostRepetitions { get; init; } = int.MaxValue;
}
