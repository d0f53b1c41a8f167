using DeepDive.Training;

namespace DeepDive.Tests.Training;

public class StepDecayTests
{
    private static readonly TrainingOptions s_options = new() { Epochs = 9, Optimiser = new Sgd(0.5), EarlyStopping = null, KeepBest = false };

    [Fact]
    public void The_rate_falls_after_the_published_epochs()
    {
        var vgg = new StepDecay(First: 80, Every: 40);
        Assert.Equal([1, 1, 0.1, 0.1, 0.01, 0.01], new[] { 1, 80, 81, 120, 121, 160 }.Select(epoch => Math.Round(vgg.ShareIn(epoch), 12)));
        var resnet = new StepDecay(First: 82, Every: 41);
        Assert.Equal([1, 0.1, 0.1, 0.01], new[] { 82, 83, 123, 124 }.Select(epoch => Math.Round(resnet.ShareIn(epoch), 12)));
    }

    [Fact]
    public void Training_with_falls_is_training_anew_at_each_rate()
    {
        // Plain gradient descent on all rows remembers nothing, so that stretches can be trained one by one.
        var (whole, pieces, split) = (Toy.Network(), Toy.Network(), Toy.QuadrantsSplit());
        var result = Trainer.Fit(whole, split, s_options with { Decay = new StepDecay(First: 4, Every: 3, Factor: 0.25) });
        foreach (var (epochs, rate) in new[] { (4, 0.5), (3, 0.125), (2, 0.03125) }) Trainer.Fit(pieces, split, s_options with { Epochs = epochs, Optimiser = new Sgd(rate) });
        Assert.Equal(pieces.Parameters, whole.Parameters);
        Assert.Equal(10, result.History.Count);
        var constant = Toy.Network();
        Trainer.Fit(constant, split, s_options);
        Assert.NotEqual(constant.Parameters.ToArray(), whole.Parameters.ToArray());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_share_scales_the_step_and_not_the_memory(bool isAdam)
    {
        Optimiser optimiser = isAdam ? new Adam(0.1) : new Sgd(0.1, Momentum: 0.9);
        double[] Steps(params double[] shares)
        {
            var (state, theta) = (optimiser.Start<double>(1), new[] { 1.0 });
            return [.. shares.Select(share =>
            {
                var before = theta[0];
                state.RateShare = share;
                state.Step(theta, [0.5]);
                return theta[0] - before;
            })];
        }

        var (whole, fallen) = (Steps(1, 1, 1), Steps(1, 0.1, 0.1));
        Assert.Equal(whole[0], fallen[0], 1e-12);
        Assert.Equal(0.1 * whole[1], fallen[1], 1e-12);
        Assert.Equal(0.1 * whole[2], fallen[2], 1e-12);
    }

    [Theory]
    [InlineData(0, 1, 0.1)]
    [InlineData(1, 0, 0.1)]
    [InlineData(1, 1, 0.0)]
    [InlineData(1, 1, 1.5)]
    [InlineData(1, 1, double.NaN)]
    public void Falls_that_make_no_sense_are_refused(int first, int every, double factor) =>
        Assert.Contains("the learning rate must", Assert.Throws<ArgumentException>(() => Trainer.Fit(Toy.Network(), Toy.QuadrantsSplit(), s_options with { Decay = new StepDecay(first, every, factor) })).Message, StringComparison.Ordinal);
}
