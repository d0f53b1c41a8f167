using DeepDive.Training;

namespace DeepDive.Tests.Training;

public class CheckpointsTests
{
    [Theory]
    [InlineData(null)]
    [InlineData(8)]
    public void A_checkpoint_is_what_as_many_epochs_end_with(int? batchSize)
    {
        var (split, options) = (Toy.QuadrantsSplit(), new TrainingOptions { Epochs = 12, Optimiser = new Adam(0.02), BatchSize = batchSize, EarlyStopping = null, KeepBest = false });
        var network = Toy.Network();
        var checkpoints = new Checkpoints(network, [0, 3, 12]);
        Trainer.Fit(network, split, options, checkpoints);
        Assert.Equal([0, 3, 12], checkpoints.Taken.Select(taken => taken.Epoch));
        Assert.Equal(Toy.Network().Parameters, checkpoints.Taken[0].Network.Parameters);
        var shorter = Toy.Network();
        var result = Trainer.Fit(shorter, split, options with { Epochs = 3 });
        Assert.Equal(shorter.Parameters, checkpoints.Taken[1].Network.Parameters);
        Assert.Equal(result.History[3], checkpoints.Taken[1].Report);
        Assert.Equal(network.Parameters, checkpoints.Taken[2].Network.Parameters);
    }

    [Fact]
    public void Epochs_that_training_does_not_reach_are_left_out()
    {
        var network = Toy.Network();
        var checkpoints = new Checkpoints(network, [1, 50]);
        Trainer.Fit(network, Toy.QuadrantsSplit(), new TrainingOptions { Epochs = 2 }, checkpoints);
        Assert.Equal([1], checkpoints.Taken.Select(taken => taken.Epoch));
    }

    [Fact]
    public void Geometric_epochs_have_equal_steps_of_the_logarithm_and_both_ends()
    {
        Assert.Equal([0, 1, 3, 5, 10, 22, 47, 100, 216, 465, 500], Checkpoints.Geometric(500, perDecade: 3));
        Assert.Equal([0, 1], Checkpoints.Geometric(1));
        Assert.Equal([0, 1, 10, 100], Checkpoints.Geometric(100, perDecade: 1));
    }

    [Fact]
    public void Bad_epochs_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new Checkpoints(Toy.Network(), []));
        Assert.Throws<ArgumentException>(() => new Checkpoints(Toy.Network(), [-1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Checkpoints.Geometric(0));
    }
}
