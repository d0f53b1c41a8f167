using DeepDive.Training;

namespace DeepDive.Tests.Training;

public class EarlyStoppingRuleTests
{
    [Fact]
    public void Stops_after_patience_epochs_without_improvement() =>
        Assert.Equal(5, EpochOfStop(patience: 3, minImprovement: 0, [5, 4, 3, 3.5, 3.5, 3.5, 1]));

    [Fact]
    public void An_improvement_begins_the_count_again() =>
        Assert.Equal(7, EpochOfStop(patience: 3, minImprovement: 0, [5, 4, 4, 4, 3, 3, 3, 3, 3]));

    [Fact]
    public void Improvements_of_the_least_amount_or_below_do_not_count() =>
        Assert.Equal(2, EpochOfStop(patience: 2, minImprovement: 0.5, [5, 4.75, 4.5, 1]));

    [Fact]
    public void Small_steps_add_up_to_an_improvement() =>
        Assert.Equal(-1, EpochOfStop(patience: 3, minImprovement: 0.5, [5, 4.75, 4.25, 4, 3.75, 3.5, 3.25]));

    [Fact]
    public void Losses_that_are_not_numbers_are_no_improvement() =>
        Assert.Equal(2, EpochOfStop(patience: 2, minImprovement: 0, [5, double.NaN, double.NaN, 1]));

    private static int EpochOfStop(int patience, double minImprovement, double[] losses)
    {
        var rule = new EarlyStoppingRule(new EarlyStopping(patience, minImprovement));
        return Array.FindIndex(losses, rule.StopsAfter);
    }
}
