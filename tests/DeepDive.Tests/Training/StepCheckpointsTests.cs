using DeepDive.Training;

namespace DeepDive.Tests.Training;

public class StepCheckpointsTests
{
    [Theory]
    [InlineData(null, 1)]
    [InlineData(8, 8)] // 60 rows are 7 batches of 8 and a last one of 4
    public void A_checkpoint_at_the_end_of_an_epoch_is_what_that_epoch_ends_with(int? batchSize, int stepsAnEpoch)
    {
        var (split, options) = (Toy.QuadrantsSplit(), new TrainingOptions { Epochs = 5, Optimiser = new Adam(0.02), BatchSize = batchSize, EarlyStopping = null, KeepBest = false });
        var (network, alone) = (Toy.Network(), Toy.Network());
        var (steps, epochs) = (new StepCheckpoints(network, [0, 3 * stepsAnEpoch, 5 * stepsAnEpoch, 1000]), new Checkpoints(alone, [0, 3, 5]));
        var result = Trainer.Fit(network, split, options, steps);
        Assert.Equal(Trainer.Fit(alone, split, options, epochs).History, result.History);
        Assert.Equal([0, 3 * stepsAnEpoch, 5 * stepsAnEpoch], steps.Taken.Select(taken => taken.Step));
        foreach (var (step, epoch) in steps.Taken.Zip(epochs.Taken)) Assert.Equal(epoch.Network.Parameters, step.Network.Parameters);
        Assert.Equal(alone.Parameters, network.Parameters);
    }

    [Fact]
    public void The_first_step_is_one_batch_along_the_gradient()
    {
        var (split, network, twin) = (Toy.QuadrantsSplit(), Toy.Network(), Toy.Network());
        var checkpoints = new StepCheckpoints(network, [1]);
        Trainer.Fit(network, split, new() { Epochs = 1, Optimiser = new Sgd(0.1), BatchSize = 8, Shuffle = false, EarlyStopping = null }, checkpoints);
        PlainTraining.Losses(twin, split.Train.Take([0, 1, 2, 3, 4, 5, 6, 7]), new Sgd(0.1), epochs: 1, batchSize: 8);
        var taken = checkpoints.Taken.Single().Network;
        for (var i = 0; i < twin.Parameters.Length; i++) Assert.Equal(twin.Parameters[i], taken.Parameters[i], 1e-6f);
    }

    [Fact]
    public void Bad_steps_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new StepCheckpoints(Toy.Network(), []));
        Assert.Throws<ArgumentException>(() => new StepCheckpoints(Toy.Network(), [-1]));
    }
}
