using DeepDive.Numerics;
using DeepDive.Training;

namespace DeepDive.Tests.Training;

[Collection("Workers")]
public sealed class TrainingWorkersTests : IDisposable
{
    private readonly int _countBefore = Workers.Count;

    public void Dispose() => Workers.Count = _countBefore;

    [Theory]
    [InlineData(null)]
    [InlineData(16)]
    public void The_number_of_workers_does_not_change_a_bit_of_the_weights(int? batchSize)
    {
        float[] Train(int workers)
        {
            Workers.Count = workers;
            var network = Toy.Network(depth: 3, width: 24);
            Trainer.Fit(network, Toy.QuadrantsSplit(100), new TrainingOptions { Epochs = 8, BatchSize = batchSize, KeepBest = false, EarlyStopping = null });
            return network.Parameters.ToArray();
        }

        Assert.Equal(Train(1), Train(2));
    }

    [Fact]
    public void A_sweep_on_two_workers_gives_the_bits_of_each_training_alone()
    {
        float[] Train(int depth)
        {
            var network = Toy.Network(depth, seed: (ulong)depth);
            Trainer.Fit(network, Toy.QuadrantsSplit(40), new TrainingOptions { Epochs = 8 });
            return network.Parameters.ToArray();
        }

        Workers.Count = 1;
        float[][] alone = [Train(4), Train(3), Train(2), Train(1)];
        Workers.Count = 2;
        Assert.Equal(alone, Sweep.Run(4, index => Train(4 - index)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(16)]
    public void An_epoch_allocates_nothing(int? batchSize)
    {
        Workers.Count = 1;
        var allocated = new List<long>(100);
        var progress = new AllocationRecorder(allocated);
        Trainer.Fit(Toy.Network(), Toy.QuadrantsSplit(), new TrainingOptions { Epochs = 50, BatchSize = batchSize, EarlyStopping = null }, progress);
        Assert.Equal(allocated[5], allocated[50]); // the first backward pass makes its memory
    }

    private sealed class AllocationRecorder(List<long> allocated) : IProgress<EpochReport>
    {
        public void Report(EpochReport value) => allocated.Add(GC.GetAllocatedBytesForCurrentThread());
    }
}
