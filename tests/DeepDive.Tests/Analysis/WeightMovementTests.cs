using DeepDive.Analysis;
using DeepDive.Tests.Training;
using DeepDive.Training;

namespace DeepDive.Tests.Analysis;

public class WeightMovementTests
{
    [Fact]
    public void A_layer_scaled_by_a_number_has_moved_by_its_distance_from_one()
    {
        var (before, after) = (Toy.Network(), Toy.Network());
        foreach (ref var weight in after.Weight(1).AsSpan()) weight *= 3;
        foreach (ref var weight in after.Weight(2).AsSpan()) weight = 0;
        after.Bias(0).Fill(7); // biases do not count
        Assert.Equal([0, 2, 1], WeightMovement.Relative(before, after).Select(moved => Math.Round(moved, 6)));
    }

    [Fact]
    public void It_is_the_root_of_summed_squares_element_by_element()
    {
        var (before, after) = (Toy.Network(), Toy.Network());
        Trainer.Fit(after, Toy.QuadrantsSplit(), new() { Epochs = 40, EarlyStopping = null });
        var moved = WeightMovement.Relative(before, after);
        Assert.Equal(3, moved.Length);
        for (var layer = 0; layer < 3; layer++)
        {
            var (change, size) = (0.0, 0.0);
            for (var i = 0; i < before.Weight(layer).Rows; i++)
            {
                for (var j = 0; j < before.Weight(layer).Columns; j++)
                {
                    change += Math.Pow((double)after.Weight(layer)[i, j] - before.Weight(layer)[i, j], 2);
                    size += Math.Pow(before.Weight(layer)[i, j], 2);
                }
            }

            Assert.True(moved[layer] > 0);
            Assert.Equal(Math.Sqrt(change / size), moved[layer], 1e-9);
        }
    }

    [Fact]
    public void Networks_that_do_not_match_and_weights_that_cannot_be_measured_are_refused()
    {
        Assert.Contains("one network", Assert.Throws<ArgumentException>(() => WeightMovement.Relative(Toy.Network(depth: 2), Toy.Network(depth: 3))).Message, StringComparison.Ordinal);
        var zero = Toy.Network();
        zero.Weight(1).AsSpan().Clear();
        Assert.Contains("must not all be zero", Assert.Throws<ArgumentException>(() => WeightMovement.Relative(zero, Toy.Network())).Message, StringComparison.Ordinal);
        var broken = Toy.Network();
        broken.Weight(2)[1, 3] = float.NaN;
        Assert.Contains("the weights of layer 2 must be finite", Assert.Throws<ArgumentException>(() => WeightMovement.Relative(Toy.Network(), broken)).Message, StringComparison.Ordinal);
    }
}
